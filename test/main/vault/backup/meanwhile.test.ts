import { readdirSync, readlinkSync, renameSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BackupWork } from '../../../../main/vault/backup/backup-work.ts';
import { AppError } from '../../../../src/errors/app-error.ts';
import {
  addNote,
  makeBackupWorld,
  noteOf,
  openedKeyrings,
  restoreElsewhere,
} from '../../../support/backup-world.ts';
import { settle } from '../../../support/fake-clock.ts';
import { replaceFs } from '../../../support/faulty-fs.ts';
import { giveRecoveryKey, hurriedWork, type Paper } from '../../../support/recovery-paper.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { testKey } from '../../../support/vault-fixture.ts';

const passphrase = {
  kind: 'passphrase',
  id: new Uint8Array(16),
  params: new Uint8Array(),
} as const;
const noonMs = Date.UTC(2026, 10, 26, 12);

/** Work in which something happens once so much of it is done. */
function workWith(atLeast: number, act: () => void): BackupWork {
  let [done, isOver] = [0, false];
  return {
    progress: (now) => {
      done = now;
    },
    pause: () => {
      if (!isOver && done >= atLeast) {
        isOver = true;
        act();
      }
      return Promise.resolve();
    },
  };
}

/** A folder that is not there for as long as this takes. */
function whileAway(folder: string, act: () => void): void {
  renameSync(folder, `${folder}-away`);
  act();
  renameSync(`${folder}-away`, folder);
}

/** Another recovery key comes into force once so much is done. */
function workWithNewPaper(atLeast: number, give: () => Paper) {
  const given = Promise.withResolvers<Paper>();
  const work = workWith(atLeast, () => {
    given.resolve(give());
  });
  return { work, paper: given.promise };
}

describe('while a backup is made', () => {
  it('a client is destroyed and the folder is away for that moment, and their key does not stay there', async () => {
    const { vault, folder, paper } = makeBackupWorld();
    const heron = addNote(vault, 2, 'to be forgotten');
    const destroy = workWith(0.65, () => {
      whileAway(folder, () => vault.destructions.destroy({ clientId: heron, reason: null }));
    });
    await vault.backups.make(noonMs, destroy);
    const found = openedKeyrings(folder, paper).map(({ keyring }) => keyring.keys.has(heron));
    expect([vault.backups.state().owesKeyring, found]).toEqual([false, [false, false]]);
  });

  it('another recovery key comes into force and the folder is away for that moment, and it opens the folder', async () => {
    const { vault, folder } = makeBackupWorld();
    const { work, paper } = workWithNewPaper(0.65, () => {
      renameSync(folder, `${folder}-away`);
      const fresh = giveRecoveryKey(vault);
      vault.backups.settleKeyring();
      renameSync(`${folder}-away`, folder);
      return fresh;
    });
    const { name } = await vault.backups.make(noonMs, work);
    expect(vault.backups.state().owesKeyring).toBe(false);
    const restored = await restoreElsewhere(folder, name, await paper);
    expect(noteOf(restored, 1)).toBe('ardea cinerea');
  });

  it.each([
    ['before its keyring lies there', 0],
    ['after its keyring lies there', 0.65],
  ])('another recovery key comes into force %s, and it opens the folder', async (_, atLeast) => {
    const { vault, folder } = makeBackupWorld();
    await vault.backups.make(noonMs - 1000, hurriedWork);
    const { work, paper } = workWithNewPaper(atLeast, () => {
      const fresh = giveRecoveryKey(vault);
      vault.backups.settleKeyring();
      return fresh;
    });
    const { name } = await vault.backups.make(noonMs, work);
    const restored = await restoreElsewhere(folder, name, await paper);
    expect(noteOf(restored, 1)).toBe('ardea cinerea');
  });

  it('the recovery key is taken away, and the one of before opens the folder', async () => {
    const { vault, folder, paper } = makeBackupWorld();
    vault.keys.put({ label: passphrase, secret: testKey(7) });
    const remove = workWith(0, () => {
      vault.keys.remove('recovery');
    });
    const { name } = await vault.backups.make(noonMs, remove);
    expect(noteOf(await restoreElsewhere(folder, name, paper), 1)).toBe('ardea cinerea');
  });

  it.each([0, 2, 4, 7, 12, 20])(
    'the vault is locked, after %i turns of the disk, and that is what is said',
    async (turns) => {
      const { vault, folder } = makeBackupWorld();
      const lock = { isOpen: true };
      const pause = (): Promise<void> =>
        lock.isOpen ? Promise.resolve() : Promise.reject(new AppError('vault-locked'));
      const made = vault.backups.make(noonMs, { ...hurriedWork, pause }).then(
        () => 'made',
        (error: unknown) => AppError.from(error).code,
      );
      for (let turn = 0; turn < turns; turn += 1) await settle();
      lock.isOpen = false;
      vault.close();
      expect(['vault-locked', 'made']).toContain(await made);
      expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    },
  );

  it.runIf(process.platform === 'linux')(
    'the first to wait for the folder’s disk is not this thread, which others wait for',
    async () => {
      const { vault, folder } = makeBackupWorld();
      const seen: boolean[] = [];
      replaceFs('fsyncSync', (sync) => (file) => {
        const isOf = readlinkSync(`/proc/self/fd/${String(file)}`).startsWith(folder);
        if (isOf) seen.push(readdirSync(folder).some((name) => name.endsWith('.part')));
        sync(file);
      });
      await vault.backups.make(noonMs, hurriedWork);
      expect(seen[0]).toBe(true);
    },
  );

  it('another folder is named, and nothing is said to lie in that one', async () => {
    const { vault } = makeBackupWorld();
    const other = temporaryFolder();
    await vault.backups.make(
      noonMs,
      workWith(0.5, () => {
        vault.backups.setFolder(other);
      }),
    );
    expect(vault.backups.state()).toMatchObject({ folder: other, last: null });
  });
});

describe('a folder of backups that is named again', () => {
  it('is opened by a recovery key that is made before the next backup in it', async () => {
    const { vault, folder } = makeBackupWorld();
    const { name } = await vault.backups.make(noonMs, hurriedWork);
    vault.backups.setFolder(temporaryFolder());
    vault.backups.setFolder(folder);
    const fresh = giveRecoveryKey(vault);
    vault.backups.settleKeyring();
    expect(noteOf(await restoreElsewhere(folder, name, fresh), 1)).toBe('ardea cinerea');
  });

  it('is owed nothing when it turns out to have no backup', () => {
    const { vault, folder } = makeBackupWorld();
    whileAway(folder, () => {
      giveRecoveryKey(vault);
    });
    expect(vault.backups.state().owesKeyring).toBe(true);
    vault.backups.settleKeyring();
    expect(vault.backups.state().owesKeyring).toBe(false);
  });
});
