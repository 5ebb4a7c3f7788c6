import { fstatSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openTypedFolder } from '../../../main/services/typed-backup-folder.ts';
import { publishedVault } from '../../../main/vault/vault-files.ts';
import { logOf } from '../../support/audit-of.ts';
import { failReading, replaceFs } from '../../support/faulty-fs.ts';
import { giveRecoveryKey, hurriedWork } from '../../support/recovery-paper.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import {
  keepNewKey,
  makeVaultService,
  startAgain,
  type MadeServices,
} from '../../support/services-fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { thrownCode } from '../../support/thrown-code.ts';

const passphrase = 'four words that nobody knows';

type BackedUp = MadeServices & { readonly folder: string; readonly paper: string };

/** A folder with a backup, whose paper is kept although the way by it is no more. */
async function backedUp(): Promise<BackedUp> {
  const started = makeVaultService();
  await started.vault.create();
  const [folder, paper] = [temporaryFolder(), keepNewKey(started)];
  const { backups } = started.vault.use();
  backups.setFolder(folder);
  await backups.make(Date.UTC(2026, 0, 1), hurriedWork);
  await started.ways.setPassphrase(passphrase);
  started.ways.remove('recovery');
  return { ...started, folder, paper };
}

/** How many keys are in the folder's keyring, opened by this paper. */
function keysOpenedBy(folder: string, paper: string): number {
  const { keyring, wipe } = openTypedFolder(folder, paper);
  wipe();
  return keyring.keys.length;
}

async function openAgain({ vault }: MadeServices): Promise<void> {
  await vault.lock();
  expect((await vault.open()).state).toBe('open');
}

/** Something is where the new header would be written. */
function blockHeader({ dataFolder }: MadeServices): () => void {
  const blocked = `${publishedVault(dataFolder).folder}/vault.header.new`;
  mkdirSync(blocked);
  return () => {
    rmSync(blocked, { recursive: true });
  };
}

/** The disk does not give back the first header once it was replaced. */
function hideNewHeader({ dataFolder }: MadeServices, code: string): () => void {
  const { header } = publishedVault(dataFolder);
  const { ino } = statSync(header);
  let isHidden = true;
  failReading((path) => isHidden && path === header && statSync(path).ino !== ino, code);
  return () => {
    isHidden = false;
  };
}

describe('a recovery key that did not come into force', () => {
  it('leaves no key in the backups when the power went before the header was written', async () => {
    const started = await backedUp();
    const { folder, paper } = started;
    const { backups, keys } = started.vault.use();
    const put = keys.put.bind(keys);
    keys.put = () => undefined;
    giveRecoveryKey(started.vault.use());
    keys.put = put;
    // Not even before the next opening.
    backups.updateKeyring();
    expect(keysOpenedBy(folder, paper)).toBe(1);
    await openAgain(started);
    started.vault.use().backups.updateKeyring();
    expect(keysOpenedBy(folder, paper)).toBe(1);
  });

  it('leaves none when the header could not be written', async () => {
    const started = await backedUp();
    const { folder, paper } = started;
    const { kitNumber } = started.ways.newRecoveryKey();
    const unblock = blockHeader(started);
    expect(thrownCode(() => started.ways.keepRecoveryKey(kitNumber))).toBe('internal');
    unblock();
    expect(started.vault.use().backups.state().owesKeyring).toBe(false);
    started.vault.use().backups.updateKeyring();
    expect(keysOpenedBy(folder, paper)).toBe(1);
    expect(started.ways.list().recovery).toBeNull();
    // The same paper can still be kept, once there is room.
    expect(started.ways.keepRecoveryKey(kitNumber).recovery).toMatchObject({ kitNumber });
  });
});

describe('a recovery key that came into force', () => {
  it('keeps its key when the power went right after the header was written', async () => {
    const started = await backedUp();
    const { folder } = started;
    // As the service does it, up to there.
    giveRecoveryKey(started.vault.use());
    await openAgain(started);
    expect(started.vault.use().backups.state()).toMatchObject({ hasKey: true, owesKeyring: false });
    const next = keepNewKey(started);
    // Its own, that one, and the one of before.
    expect(keysOpenedBy(folder, next)).toBe(3);
    await openAgain(started);
    started.vault.use().backups.updateKeyring();
    expect(keysOpenedBy(folder, next)).toBe(3);
  });

  it('keeps the key that a backup was sealed under, whatever follows without a new opening', async () => {
    const started = await backedUp();
    const { folder } = started;
    const { backups } = started.vault.use();
    giveRecoveryKey(started.vault.use());
    await backups.make(Date.UTC(2026, 0, 2), hurriedWork);
    started.ways.remove('recovery');
    await openAgain(started);
    expect(keysOpenedBy(folder, keepNewKey(started))).toBe(3);
  });

  it('is kept, and said to be, when what follows cannot be done', async () => {
    const started = await backedUp();
    const { kitNumber, groups } = started.ways.newRecoveryKey();
    rmSync(started.folder, { recursive: true });
    const { firstRun } = started.vault.use();
    firstRun.end = () => {
      throw new Error('the disk is full');
    };
    expect(started.ways.keepRecoveryKey(kitNumber).recovery).toMatchObject({ kitNumber });
    const elsewhere = startAgain(started);
    const typed = { way: 'recovery', recoveryKey: groups.join('-') } as const;
    expect((await elsewhere.ways.unlock(typed)).state).toBe('open');
  });
});

describe('a keychain whose new key did not come into force', () => {
  it('is as it was, and opens the vault', async () => {
    const started = await backedUp();
    const before = [...started.keychain.entries.keys()];
    const unblock = blockHeader(started);
    expect(await rejectedCode(started.ways.setKeychain())).toBe('internal');
    unblock();
    expect([...started.keychain.entries.keys()]).toEqual(before);
    await openAgain(started);
  });

  it('keeps it where that may yet be in force', async () => {
    const started = makeVaultService();
    await started.vault.create();
    const show = hideNewHeader(started, 'EBUSY');
    const blocked = `${publishedVault(started.dataFolder).secondHeader}.new`;
    mkdirSync(blocked);
    expect(await rejectedCode(started.ways.setKeychain())).toBe('way-unsure');
    expect(started.keychain.entries.size).toBe(2);
    rmSync(blocked, { recursive: true });
    show();
    await openAgain(started);
  });
});

describe('a way of which the disk does not say whether it was changed', () => {
  /** The first header is in place, and is not read back; the second is not reached. */
  async function unsure(): Promise<MadeServices & { readonly show: () => void }> {
    const started = makeVaultService();
    await started.vault.create();
    keepNewKey(started);
    const show = hideNewHeader(started, 'EBUSY');
    const blocked = `${publishedVault(started.dataFolder).secondHeader}.new`;
    mkdirSync(blocked);
    return {
      ...started,
      show: () => {
        rmSync(blocked, { recursive: true });
        show();
      },
    };
  }

  it('says so, puts it on record, and does not go on before it can be read', async () => {
    const started = await unsure();
    const { ways } = started;
    const setting = ways.setPassphrase(passphrase);
    expect(await rejectedCode(setting)).toBe('way-unsure');
    expect(logOf(started).at(-1)).toBe('way-added passphrase failed');
    expect(thrownCode(() => ways.remove('passphrase'))).toBe('way-unsure');
    started.show();
    // It was.
    const after = await ways.setPassphrase('other words that nobody knows');
    expect(after).toMatchObject({ passphrase: true, recovery: {} });
    const again = startAgain(started);
    const typed = { way: 'passphrase', passphrase: 'other words that nobody knows' } as const;
    expect((await again.ways.unlock(typed)).state).toBe('open');
  });

  it('keeps the key of a paper that may be in force, and the next opening knows', async () => {
    const started = await unsure();
    const { kitNumber } = started.ways.newRecoveryKey();
    expect(thrownCode(() => started.ways.keepRecoveryKey(kitNumber))).toBe('way-unsure');
    started.show();
    await openAgain(started);
    expect(started.ways.list().recovery).toMatchObject({ kitNumber });
    expect(started.vault.use().backups.state().hasKey).toBe(true);
  });

  it('is changed, and said to be, when the second header is read back', async () => {
    const started = makeVaultService();
    await started.vault.create();
    hideNewHeader(started, 'EIO');
    expect(await started.ways.setPassphrase(passphrase)).toMatchObject({ passphrase: true });
    const again = startAgain(started);
    expect((await again.ways.unlock({ way: 'passphrase', passphrase })).state).toBe('open');
  });
});

describe('a renewal whose new header may not last', () => {
  it.skipIf(process.platform === 'win32')('keeps the files of the key before', async () => {
    const started = makeVaultService();
    await started.vault.create();
    const { folder, header } = publishedVault(started.dataFolder);
    const { ino } = statSync(header);
    let isFailing = true;
    replaceFs('fsyncSync', (real) => (file) => {
      const isLate = isFailing && statSync(header).ino !== ino;
      if (isLate && fstatSync(file).isDirectory()) {
        throw Object.assign(new Error('sync'), { code: 'EIO' });
      }
      real(file);
    });
    await started.ways.renew(started.ways.newRecoveryKey().kitNumber, null);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['vault.db', 'vault-1.db']));
    isFailing = false;
    await openAgain(started);
    expect(readdirSync(folder)).not.toContain('vault.db');
    expect(readdirSync(folder)).toContain('vault-1.db');
  });
});
