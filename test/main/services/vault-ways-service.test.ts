import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { destroyClient } from '../../../main/services/destroy-client.ts';
import { publishedVault, readHeaderFile } from '../../../main/vault/vault-files.ts';
import { leastCost } from '../../../src/domain/passphrase-cost.ts';
import { readPassphraseParams } from '../../../main/vault/header/passphrase-params.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import { testId } from '../../support/fake-ids.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import {
  keepNewKey,
  makeVaultService,
  pseudonymsIn,
  startAgain,
  type MadeServices,
} from '../../support/services-fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { thrownCode } from '../../support/thrown-code.ts';

const passphrase = 'four words that nobody knows';
const otherPassphrase = 'other words that nobody knows';
const open = { state: 'open', cipher: 'aegis-256', keychain: 'Memory Keychain' };

/** An open vault with a client in it, so that it can be told from an empty one. */
async function made(): Promise<MadeServices> {
  const started = makeVaultService();
  await started.vault.create();
  started.vault.use().clients.add({
    clientId: testId<ClientId>(1),
    pseudonym: 'Heron',
    createdAtMs: 1,
  });
  return started;
}

/** Which exchanges the vault's file. */
async function destroyHeron(started: MadeServices): Promise<void> {
  const before = started.vault.use();
  await destroyClient(started, { clientId: testId<ClientId>(1), reason: null });
  expect(started.vault.use()).not.toBe(before);
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe('ways into the vault', () => {
  it('are the keychain alone at first, and each that is added after', async () => {
    const started = await made();
    expect(started.ways.list()).toEqual({ keychain: true, passphrase: false, recovery: null });
    await started.ways.setPassphrase(passphrase);
    const { kitNumber } = started.ways.newRecoveryKey();
    expect(started.ways.keepRecoveryKey(kitNumber)).toEqual({
      keychain: true,
      passphrase: true,
      recovery: { kitNumber, madeAtMs: started.clock.nowMs() },
    });
  });

  it('are told while the vault is locked', async () => {
    const started = await made();
    keepNewKey(started);
    await started.vault.lock();
    expect(started.ways.list()).toMatchObject({ keychain: true, recovery: {} });
  });

  it('each open the vault alone', async () => {
    const started = await made();
    const recoveryKey = keepNewKey(started);
    await started.ways.setPassphrase(passphrase);
    const byKeychain = startAgain(started, started.keychain);
    expect(await byKeychain.vault.open()).toEqual(open);
    const byPassphrase = startAgain(byKeychain);
    expect(await byPassphrase.ways.unlock({ way: 'passphrase', passphrase })).toEqual(open);
    const byPaper = startAgain(byPassphrase);
    expect(await byPaper.ways.unlock({ way: 'recovery', recoveryKey })).toEqual(open);
    expect(pseudonymsIn(byPaper)).toEqual(['Heron']);
  });

  it('open nothing for what is not theirs, and leave the vault as it was', async () => {
    const started = await made();
    keepNewKey(started);
    const { groups } = started.ways.newRecoveryKey();
    await started.ways.setPassphrase(passphrase);
    await started.vault.lock();
    const { ways, vault } = started;
    const tries = [
      ways.unlock({ way: 'passphrase', passphrase: otherPassphrase }),
      ways.unlock({ way: 'recovery', recoveryKey: groups.join('-') }),
      ways.unlock({ way: 'recovery', recoveryKey: groups.toReversed().join('-') }),
    ];
    expect(await Promise.all(tries.map(rejectedCode))).toEqual([
      'vault-wrong-key',
      'vault-wrong-key',
      'recovery-key-mistyped',
    ]);
    expect(vault.status).toEqual({ state: 'locked' });
  });

  it('are not found when there is none of that kind', async () => {
    const started = await made();
    await started.vault.lock();
    const unlocking = started.ways.unlock({ way: 'passphrase', passphrase });
    expect(await rejectedCode(unlocking)).toBe('not-found');
  });

  it('are no way past damage', async () => {
    const started = await made();
    const recoveryKey = keepNewKey(started);
    await started.vault.lock();
    const { database } = publishedVault(started.dataFolder);
    writeFileSync(database, readFileSync(database).fill(0, 200, 220));
    expect(await started.ways.unlock({ way: 'recovery', recoveryKey })).toEqual({
      state: 'needs-help',
      problem: 'vault-damaged',
    });
  });

  it('cannot be removed so that the keychain, or nothing, is left', async () => {
    const started = await made();
    const { ways } = started;
    expect(thrownCode(() => ways.remove('keychain'))).toBe('last-way');
    expect(thrownCode(() => ways.remove('passphrase'))).toBe('not-found');
    const recoveryKey = keepNewKey(started);
    expect(thrownCode(() => ways.remove('recovery'))).toBe('last-way');
    expect(ways.remove('keychain')).toMatchObject({ keychain: false });
    expect(thrownCode(() => ways.remove('recovery'))).toBe('last-way');
    const next = startAgain(started, started.keychain);
    expect(await next.vault.open()).toEqual({ state: 'needs-help', problem: 'keychain-missing' });
    expect(await next.ways.unlock({ way: 'recovery', recoveryKey })).toEqual(open);
  });

  it('that were removed open nothing', async () => {
    const started = await made();
    keepNewKey(started);
    await started.ways.setPassphrase(passphrase);
    started.ways.remove('passphrase');
    await started.vault.lock();
    const unlocking = started.ways.unlock({ way: 'passphrase', passphrase });
    expect(await rejectedCode(unlocking)).toBe('not-found');
  });

  it('can only be changed while the vault is open', async () => {
    const started = await made();
    await started.vault.lock();
    const { ways } = started;
    expect(thrownCode(() => ways.newRecoveryKey())).toBe('vault-locked');
    expect(thrownCode(() => ways.remove('keychain'))).toBe('vault-locked');
    expect(await rejectedCode(ways.setPassphrase(passphrase))).toBe('vault-locked');
    expect(await rejectedCode(ways.setKeychain())).toBe('vault-locked');
  });
});

describe('a recovery key', () => {
  it('opens nothing until it is kept, and an earlier one opens until then', async () => {
    const started = await made();
    const first = keepNewKey(started);
    const shown = started.ways.newRecoveryKey();
    const next = startAgain(started);
    const typed = { way: 'recovery', recoveryKey: shown.groups.join(' ') } as const;
    expect(await rejectedCode(next.ways.unlock(typed))).toBe('vault-wrong-key');
    expect(await next.ways.unlock({ way: 'recovery', recoveryKey: first })).toEqual(open);
  });

  it('that is kept is the only one from then on', async () => {
    const started = await made();
    const first = keepNewKey(started);
    const second = keepNewKey(started);
    const next = startAgain(started);
    const opening = next.ways.unlock({ way: 'recovery', recoveryKey: first });
    expect(await rejectedCode(opening)).toBe('vault-wrong-key');
    expect(await next.ways.unlock({ way: 'recovery', recoveryKey: second })).toEqual(open);
  });

  it('is kept only if it was shown last, and not after the vault was locked', async () => {
    const { ways, vault } = await made();
    const [first, second] = [ways.newRecoveryKey(), ways.newRecoveryKey()];
    expect(thrownCode(() => ways.keepRecoveryKey(first.kitNumber))).toBe('conflict');
    await vault.lock();
    await vault.open();
    expect(thrownCode(() => ways.keepRecoveryKey(second.kitNumber))).toBe('conflict');
    expect(ways.list().recovery).toBeNull();
  });

  it('has a number of its own', async () => {
    const { ways } = await made();
    const numbers = [1, 2, 3].map(() => ways.newRecoveryKey().kitNumber);
    expect(new Set(numbers).size).toBe(3);
    for (const number of numbers) expect(number).toMatch(/^\d{6}$/u);
  });
});

describe('a passphrase', () => {
  it('is changed for another, and the former opens nothing', async () => {
    const started = await made();
    await started.ways.setPassphrase(passphrase);
    await started.ways.setPassphrase(otherPassphrase);
    await started.vault.lock();
    const { ways } = started;
    const former = ways.unlock({ way: 'passphrase', passphrase });
    expect(await rejectedCode(former)).toBe('vault-wrong-key');
    const unlocked = await ways.unlock({ way: 'passphrase', passphrase: otherPassphrase });
    expect(unlocked).toEqual(open);
  });

  it('is set also when the file is exchanged meanwhile, and not when the vault is locked', async () => {
    const started = await made();
    const { ways, vault, kdf } = started;
    const derive = kdf.derive.bind(kdf);
    let meanwhile = (): Promise<unknown> => destroyHeron(started);
    kdf.derive = async (...given) => {
      await meanwhile();
      return derive(...given);
    };
    expect(await ways.setPassphrase(passphrase)).toMatchObject({ passphrase: true });
    meanwhile = async () => {
      await vault.lock();
      await vault.open();
    };
    expect(await rejectedCode(ways.setPassphrase(otherPassphrase))).toBe('vault-locked');
    meanwhile = () => Promise.resolve();
    await vault.lock();
    const byOther = ways.unlock({ way: 'passphrase', passphrase: otherPassphrase });
    expect(await rejectedCode(byOther)).toBe('vault-wrong-key');
    expect(await ways.unlock({ way: 'passphrase', passphrase })).toEqual(open);
  });

  it('that is too short is refused', async () => {
    const { ways } = await made();
    expect(await rejectedCode(ways.setPassphrase('too short'))).toBe('bad-request');
    expect(ways.list().passphrase).toBe(false);
  });

  it('costs what this machine can do, never less than the least', async () => {
    const started = await made();
    const costOf = (): unknown => {
      const { wraps } = readHeaderFile(publishedVault(started.dataFolder));
      const wrap = wraps.find(({ kind }) => kind === 'passphrase');
      return readPassphraseParams(wrap?.params ?? new Uint8Array()).cost;
    };
    started.kdf.leastMs = 9_000;
    await started.ways.setPassphrase(passphrase);
    expect(costOf()).toEqual(leastCost);
    started.kdf.leastMs = 100;
    await started.ways.setPassphrase(passphrase);
    expect(costOf()).toEqual({ ...leastCost, passes: 15 });
  });
});

describe('a keychain', () => {
  it.each(['emptied', 'changed'] as const)(
    'that was %s is given a new key once the vault is open, and opens again',
    async (what) => {
      const started = await made();
      const recoveryKey = keepNewKey(started);
      const { keychain } = started;
      if (what === 'emptied') keychain.entries.clear();
      else for (const bytes of keychain.entries.values()) bytes.fill(7);
      const before = new Map(keychain.entries);
      const next = startAgain(started, keychain);
      const problem = what === 'emptied' ? 'keychain-missing' : 'keychain-changed';
      expect(await next.vault.open()).toEqual({ state: 'needs-help', problem });
      expect(await next.ways.unlock({ way: 'recovery', recoveryKey })).toEqual(open);
      await until(() => next.log.lines.some(({ event }) => event === 'keychain-repaired'));
      // Whatever was there stays: it may be somebody else's.
      for (const [id, bytes] of before) expect(keychain.entries.get(id)).toEqual(bytes);
      const last = startAgain(next, keychain);
      expect(await last.vault.open()).toEqual(open);
      expect(pseudonymsIn(last)).toEqual(['Heron']);
    },
  );

  it.each(['unavailable', 'refused'] as const)(
    'that is %s keeps its key: the vault opens by the paper, and by the keychain when it is back',
    async (failure) => {
      const started = await made();
      const recoveryKey = keepNewKey(started);
      const { keychain } = started;
      keychain.failure = failure;
      const next = startAgain(started, keychain);
      expect(await next.vault.open()).toEqual({
        state: 'needs-help',
        problem: `keychain-${failure}`,
      });
      expect(await next.ways.unlock({ way: 'recovery', recoveryKey })).toEqual(open);
      await new Promise((resolve) => setTimeout(resolve, 20));
      keychain.failure = null;
      expect(keychain.entries.size).toBe(1);
      const last = startAgain(next, keychain);
      expect(await last.vault.open()).toEqual(open);
    },
  );

  it('that holds everything up does not hold up who has the paper', async () => {
    const started = await made();
    const recoveryKey = keepNewKey(started);
    const { keychain } = started;
    keychain.before = async () => new Promise(() => undefined);
    const next = startAgain(started, keychain);
    expect(await next.ways.unlock({ way: 'recovery', recoveryKey })).toEqual(open);
  });

  it('that was removed as a way is not given a key again', async () => {
    const started = await made();
    const recoveryKey = keepNewKey(started);
    started.ways.remove('keychain');
    const next = startAgain(started, started.keychain);
    await next.ways.unlock({ way: 'recovery', recoveryKey });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(next.ways.list().keychain).toBe(false);
    expect(await next.ways.setKeychain()).toMatchObject({ keychain: true });
    const last = startAgain(next, next.keychain);
    expect(await last.vault.open()).toEqual(open);
  });
});

it('makes vaults in a folder that is not there yet', async () => {
  const { vault } = makeVaultService(`${temporaryFolder()}/deep/er`);
  expect((await vault.create()).state).toBe('open');
});
