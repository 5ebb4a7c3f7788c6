import {
  cpSync,
  existsSync,
  fstatSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publishedVault } from '../../../main/vault/vault-files.ts';
import type { VaultStatus } from '../../../src/contract/ipc.ts';
import { replaceFs } from '../../support/faulty-fs.ts';
import type { MemoryKeychain } from '../../support/memory-keychain.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { thrownCode } from '../../support/thrown-code.ts';
import { testKey } from '../../support/vault-fixture.ts';

const open = { state: 'open', cipher: 'aegis-256', keychain: 'Memory Keychain' };

/** A vault that was made, and closed with its process. */
async function madeBefore(): Promise<{ dataFolder: string; keychain: MemoryKeychain }> {
  const { vault, dataFolder, keychain } = makeVaultService();
  await vault.create();
  vault.close();
  return { dataFolder, keychain };
}

/** Whether an open file is a folder whose name begins so. */
function isFolder(file: number, beginning: string): boolean {
  if (!fstatSync(file).isDirectory()) return false;
  return basename(readlinkSync(`/proc/self/fd/${String(file)}`)).startsWith(beginning);
}

describe('VaultService', () => {
  it('starts absent, and locked where there is a vault', async () => {
    expect(makeVaultService().vault.status).toEqual({ state: 'absent' });
    const { dataFolder, keychain } = await madeBefore();
    expect(makeVaultService(dataFolder, keychain).vault.status).toEqual({ state: 'locked' });
    expect(keychain.entries.size).toBe(1);
  });

  it.runIf(process.platform === 'linux')(
    'leaves nothing in the keychain when the vault could not be made, and its key when it is in place',
    async () => {
      const failing = { folder: '' };
      replaceFs('fsyncSync', (sync) => (file) => {
        if (isFolder(file, failing.folder)) throw Object.assign(new Error('sync'), { code: 'EIO' });
        sync(file);
      });
      const one = makeVaultService();
      failing.folder = 'vault.new-';
      expect(await rejectedCode(one.vault.create())).toBe('internal');
      expect([one.keychain.entries.size, one.vault.status.state]).toEqual([0, 'absent']);
      // In place, and the disk does not say that its name lasts.
      failing.folder = basename(one.dataFolder);
      expect(await rejectedCode(one.vault.create())).toBe('internal');
      failing.folder = '-';
      expect(await one.vault.open()).toEqual(open);
    },
  );

  it('asks the keychain for nothing before it is told to open', async () => {
    const { dataFolder, keychain } = await madeBefore();
    const callsBefore = keychain.calls;
    makeVaultService(dataFolder, keychain);
    expect(keychain.calls).toBe(callsBefore);
  });

  it('is open after it was made, locked after locking, and open again', async () => {
    const { vault } = makeVaultService();
    const changes: VaultStatus[] = [];
    vault.events.on('changed', (status) => changes.push(status));
    expect(await vault.create()).toEqual(open);
    expect(vault.use().clients.list()).toEqual([]);
    expect(await vault.lock()).toEqual({ state: 'locked' });
    expect(thrownCode(() => vault.use())).toBe('vault-locked');
    expect(await vault.open()).toEqual(open);
    expect(changes.map(({ state }) => state)).toEqual(['open', 'locked', 'open']);
  });

  it('gives nobody the vault before it is open', () => {
    const { vault } = makeVaultService();
    expect(thrownCode(() => vault.use())).toBe('vault-locked');
  });

  it('does nothing when it is opened or locked twice', async () => {
    const { vault } = makeVaultService();
    await vault.create();
    const changes: VaultStatus[] = [];
    vault.events.on('changed', (status) => changes.push(status));
    const before = vault.use();
    expect(await vault.open()).toEqual(open);
    expect(vault.use()).toBe(before);
    await vault.lock();
    await vault.lock();
    expect(changes).toHaveLength(1);
  });

  it('stays absent when there is nothing to open or lock', async () => {
    const { vault } = makeVaultService();
    expect(await vault.open()).toEqual({ state: 'absent' });
    expect(await vault.lock()).toEqual({ state: 'absent' });
  });

  it('makes one vault of two orders given at the same time', async () => {
    const { vault, keychain } = makeVaultService();
    const results = await Promise.allSettled([vault.create(), vault.create()]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await rejectedCode(vault.create())).toBe('conflict');
    expect(keychain.entries.size).toBe(1);
  });

  it('finds a vault that somebody else made meanwhile', async () => {
    const { dataFolder, keychain } = await madeBefore();
    const later = makeVaultService(temporaryFolder(), keychain);
    cpSync(dataFolder, later.dataFolder, { recursive: true });
    expect(await rejectedCode(later.vault.create())).toBe('conflict');
    expect(await later.vault.open()).toEqual(open);
  });

  it.each(['unavailable', 'refused'] as const)(
    'makes no vault when the keychain is %s',
    async (failure) => {
      const { vault, keychain, dataFolder } = makeVaultService();
      keychain.failure = failure;
      expect(await rejectedCode(vault.create())).toBe(`keychain-${failure}`);
      expect(vault.status).toEqual({ state: 'absent' });
      expect(existsSync(publishedVault(dataFolder).folder)).toBe(false);
      keychain.failure = null;
      expect(await vault.create()).toEqual(open);
    },
  );

  it('opens nothing after it was closed, even if the keychain answers then', async () => {
    const { dataFolder, keychain } = await madeBefore();
    const { vault } = makeVaultService(dataFolder, keychain);
    let answer = (): void => undefined;
    keychain.before = async () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const opening = vault.open();
    await Promise.resolve();
    await Promise.resolve();
    vault.close();
    answer();
    expect((await opening).state).toBe('locked');
    expect(thrownCode(() => vault.use())).toBe('vault-locked');
  });

  it('is what it is even when a listener fails', async () => {
    const { vault, log } = makeVaultService();
    vault.events.on('changed', () => {
      throw new Error('a listener broke');
    });
    expect(await vault.create()).toEqual(open);
    expect(log.lines).toContainEqual({
      level: 'error',
      event: 'vault-listener-failed',
      fields: { code: 'internal' },
    });
  });
});

describe('a vault service that cannot open', () => {
  it.each(['unavailable', 'refused'] as const)(
    'says so when the keychain is %s, and opens when it is back',
    async (failure) => {
      const { dataFolder, keychain } = await madeBefore();
      const { vault } = makeVaultService(dataFolder, keychain);
      keychain.failure = failure;
      expect(await vault.open()).toEqual({ state: 'needs-help', problem: `keychain-${failure}` });
      keychain.failure = null;
      expect(await vault.open()).toEqual(open);
    },
  );

  it('says that the entry is missing, deletes nothing, and opens when it is back', async () => {
    const { dataFolder, keychain } = await madeBefore();
    const { vault } = makeVaultService(dataFolder, keychain);
    const kept = new Map(keychain.entries);
    keychain.entries.clear();
    const { header } = publishedVault(dataFolder);
    const before = readFileSync(header);
    expect(await vault.open()).toEqual({ state: 'needs-help', problem: 'keychain-missing' });
    expect(await rejectedCode(vault.create())).toBe('conflict');
    expect(readFileSync(header).equals(before)).toBe(true);
    for (const [id, bytes] of kept) keychain.entries.set(id, bytes);
    expect(await vault.open()).toEqual(open);
  });

  it('says that the keychain has changed when its key does not fit', async () => {
    const { dataFolder, keychain } = await madeBefore();
    for (const bytes of keychain.entries.values()) bytes.fill(1);
    const { vault } = makeVaultService(dataFolder, keychain);
    expect(await vault.open()).toEqual({ state: 'needs-help', problem: 'keychain-changed' });
  });

  it('says that a copy of the header was damaged, as long as it is open for the first time after', async () => {
    const { dataFolder, keychain } = await madeBefore();
    writeFileSync(publishedVault(dataFolder).header, 'nonsense');
    const { vault, log } = makeVaultService(dataFolder, keychain);
    expect(await vault.open()).toEqual({ ...open, mended: true });
    expect(log.lines).toContainEqual(expect.objectContaining({ event: 'header-mended' }));
    await vault.lock();
    expect(await vault.open()).toEqual(open);
  });

  it('says that the header is damaged without asking the keychain', async () => {
    const { dataFolder, keychain } = await madeBefore();
    const { header, secondHeader } = publishedVault(dataFolder);
    for (const path of [header, secondHeader]) writeFileSync(path, 'nonsense');
    const { vault } = makeVaultService(dataFolder, keychain);
    const callsBefore = keychain.calls;
    expect(await vault.open()).toEqual({ state: 'needs-help', problem: 'vault-header-damaged' });
    expect(keychain.calls).toBe(callsBefore);
  });

  it('says that the vault is older than what was written, until a person accepts that', async () => {
    const { dataFolder, keychain } = await madeBefore();
    const { head } = publishedVault(dataFolder);
    rmSync(head);
    const { vault } = makeVaultService(dataFolder, keychain);
    expect(thrownCode(() => vault.acceptOlder())).toBe('conflict');
    const rolledBack = { state: 'needs-help', problem: 'vault-rolled-back' };
    expect(await vault.open()).toEqual(rolledBack);
    expect(await vault.open()).toEqual(rolledBack);
    expect(existsSync(head)).toBe(false);
    expect(vault.acceptOlder()).toEqual({ state: 'locked' });
    expect(await vault.open()).toEqual(open);
    expect(existsSync(head)).toBe(true);
  });

  it('forgets that an older one was accepted when the opening fails', async () => {
    const { dataFolder, keychain } = await madeBefore();
    rmSync(publishedVault(dataFolder).head);
    const { vault } = makeVaultService(dataFolder, keychain);
    await vault.open();
    vault.acceptOlder();
    keychain.failure = 'unavailable';
    await vault.open();
    keychain.failure = null;
    const rolledBack = { state: 'needs-help', problem: 'vault-rolled-back' };
    expect(await vault.open()).toEqual(rolledBack);
    vault.acceptOlder();
    const mistyped = vault.openBy('keychain', async () => Promise.resolve(testKey(9)));
    expect(await rejectedCode(mistyped)).toBe('vault-wrong-key');
    expect(await vault.open()).toEqual(open);
  });

  it('says that another one has it open', async () => {
    const { dataFolder, keychain } = await madeBefore();
    const first = makeVaultService(dataFolder, keychain);
    await first.vault.open();
    const second = makeVaultService(dataFolder, keychain);
    expect(await second.vault.open()).toEqual({ state: 'needs-help', problem: 'vault-in-use' });
    first.vault.close();
    expect(await second.vault.open()).toEqual(open);
  });

  it('becomes absent when the vault is taken away meanwhile', async () => {
    const { dataFolder, keychain } = await madeBefore();
    const { vault } = makeVaultService(dataFolder, keychain);
    rmSync(join(dataFolder, 'vault'), { recursive: true });
    expect(await vault.open()).toEqual({ state: 'absent' });
  });

  it('tells a listener once for each different problem', async () => {
    const { dataFolder, keychain } = await madeBefore();
    const { vault } = makeVaultService(dataFolder, keychain);
    const changes: VaultStatus[] = [];
    vault.events.on('changed', (status) => changes.push(status));
    keychain.failure = 'unavailable';
    await vault.open();
    await vault.open();
    keychain.failure = 'refused';
    await vault.open();
    expect(changes).toEqual([
      { state: 'needs-help', problem: 'keychain-unavailable' },
      { state: 'needs-help', problem: 'keychain-refused' },
    ]);
  });
});
