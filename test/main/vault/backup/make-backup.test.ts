import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../../../src/base/bytes.ts';
import type { NoteId } from '../../../../src/contract/ids.ts';
import { verifyCertificate } from '../../../../src/crypto/attestation/destruction-certificate.ts';
import { keyringPaths } from '../../../../main/vault/backup/keyring-copies.ts';
import { AppError, CancelledError } from '../../../../src/errors/app-error.ts';
import {
  addNote,
  makeBackupWorld,
  noteOf,
  openedKeyring,
  restoreElsewhere,
} from '../../../support/backup-world.ts';
import { giveRecoveryKey, hurriedWork } from '../../../support/recovery-paper.ts';
import { testId } from '../../../support/fake-ids.ts';
import { rejectedCode } from '../../../support/rejected-code.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { makeOpenVault } from '../../../support/vault-fixture.ts';

const noonMs = Date.UTC(2026, 10, 26, 12);
const dayMs = 86_400_000;

/** What a certificate of destruction says that it does not cover. */
function notReached(certificate: Bytes): readonly string[] {
  return verifyCertificate(certificate)?.notCovered ?? [];
}

describe('a backup', () => {
  it('is restored on another machine by the folder and the paper alone', async () => {
    const { vault, folder, paper } = makeBackupWorld();
    const made = await vault.backups.make(noonMs, hurriedWork);
    expect(made.name).toBe('quietroom-2026-11-26T120000Z.backup');
    expect(readdirSync(folder).toSorted()).toEqual(['keyring', 'keyring.2', made.name]);
    const restored = await restoreElsewhere(folder, made.name, paper);
    expect(noteOf(restored, 1)).toBe('ardea cinerea');
    expect(restored.identity.publicKey()).toEqual(vault.identity.publicKey());
    expect(restored.backups.state().hasKey).toBe(true);
    const check = restored.startCheck();
    let outcome = check.step();
    while (!outcome) outcome = check.step();
    expect(outcome.isRight).toBe(true);
  });

  it('is remembered when it was read back, and nothing else is left anywhere', async () => {
    const { vault, folder, dataFolder } = makeBackupWorld();
    const { name, sizeBytes } = await vault.backups.make(noonMs, hurriedWork);
    expect(vault.backups.state()).toMatchObject({
      last: { name, madeAtMs: noonMs, sizeBytes },
      failed: null,
      owesKeyring: false,
    });
    expect(readFileSync(join(folder, name))).toHaveLength(sizeBytes);
    expect(readdirSync(dataFolder)).toEqual(['vault']);
  });

  it('is of one moment, whatever is written and taken back while it is made', async () => {
    const { vault, folder, paper } = makeBackupWorld();
    const noteId = testId<NoteId>(101);
    const minute = 60_000;
    const save = (revision: number, text: string): void => {
      vault.notes.save(noteId, revision, text, revision * 10 * minute);
    };
    const together = (act: () => void): void => {
      vault.together(act, () => undefined);
    };
    addNote(vault, 2, 'destroyed meanwhile');
    together(() => {
      for (let revision = 1; revision <= 400; revision += 1)
        save(revision, `revision ${String(revision)}`);
    });
    const takeBack = (): void => {
      together(() => {
        save(420, 'taken back');
        throw new AppError('conflict');
      });
    };
    const takenBack: unknown[] = [];
    let step = 0;
    const busy = {
      ...hurriedWork,
      pause: () => {
        step += 1;
        if (step <= 60) save(400 + step, `meanwhile ${String(step)}`);
        if (step === 5) addNote(vault, 3, 'came meanwhile');
        if (step === 8) vault.destructions.destroy({ clientId: testId(2), reason: null });
        if (step === 20) takenBack.push(thrownCode(takeBack));
        return Promise.resolve();
      },
    };
    const { name } = await vault.backups.make(noonMs, busy);
    const restored = await restoreElsewhere(folder, name, paper);
    expect(takenBack).toEqual(['conflict']);
    // The check of every row against the journal's sum, within `make`, says that it is one moment; here is which.
    expect(noteOf(restored, 1)).toMatch(/^meanwhile [1-9]/u);
    expect(noteOf(restored, 3)).toBe('came meanwhile');
    expect(noteOf(restored, 2)).toBeUndefined();
  });

  it('holds nothing in the clear', async () => {
    const { vault, folder } = makeBackupWorld();
    const { name } = await vault.backups.make(noonMs, hurriedWork);
    for (const file of [name, 'keyring', 'keyring.2']) {
      const content = readFileSync(join(folder, file)).toString('latin1');
      for (const word of ['ardea', 'SQLite', 'CREATE TABLE', 'client 1']) {
        expect(content).not.toContain(word);
      }
    }
  });

  it('takes another name when two are made in the same second', async () => {
    const { vault } = makeBackupWorld();
    await vault.backups.make(noonMs, hurriedWork);
    const second = await vault.backups.make(noonMs, hurriedWork);
    expect(second.name).toBe('quietroom-2026-11-26T120000Z-2.backup');
  });

  it('needs a recovery key that was made since there are backups', async () => {
    const { vault } = makeOpenVault();
    vault.backups.setFolder(temporaryFolder());
    expect(vault.backups.state().hasKey).toBe(false);
    expect(await rejectedCode(vault.backups.make(noonMs, hurriedWork))).toBe('last-way');
  });
});

describe('a backup that is interrupted', () => {
  it('leaves the earlier ones and nothing of itself, at whichever step', async () => {
    const { vault, folder, paper, dataFolder } = makeBackupWorld();
    const first = await vault.backups.make(noonMs, hurriedWork);
    let steps = 0;
    await vault.backups.make(noonMs + dayMs, {
      ...hurriedWork,
      pause: () => {
        steps += 1;
        return Promise.resolve();
      },
    });
    const before = readdirSync(folder).toSorted();
    for (let at = 1; at <= steps; at += Math.ceil(steps / 12)) {
      let left = at;
      const work = {
        ...hurriedWork,
        pause: () => {
          left -= 1;
          if (left === 0) throw new CancelledError();
          return Promise.resolve();
        },
      };
      await expect(vault.backups.make(noonMs, work)).rejects.toBeInstanceOf(CancelledError);
      expect(readdirSync(folder).toSorted()).toEqual(before);
      expect(readdirSync(dataFolder)).toEqual(['vault']);
    }
    expect(vault.backups.state().failed).toBeNull();
    const restored = await restoreElsewhere(folder, first.name, paper);
    expect(noteOf(restored, 1)).toBe('ardea cinerea');
  });

  it('removes what a killed one left half written, and no file of anybody else', async () => {
    const { vault, folder, dataFolder } = makeBackupWorld();
    writeFileSync(join(folder, 'quietroom-2026-01-01T000000Z.backup.part'), 'half');
    writeFileSync(join(folder, 'letter.part'), 'mine');
    await vault.backups.make(noonMs, hurriedWork);
    expect(readdirSync(folder)).not.toContain('quietroom-2026-01-01T000000Z.backup.part');
    expect(readdirSync(folder)).toContain('letter.part');
    expect(readdirSync(dataFolder)).toEqual(['vault']);
  });

  it('says so when the folder vanishes in the middle', async () => {
    const { vault, folder } = makeBackupWorld();
    let step = 0;
    const work = {
      ...hurriedWork,
      pause: () => {
        step += 1;
        if (step === 3) rmSync(folder, { recursive: true });
        return Promise.resolve();
      },
    };
    expect(await rejectedCode(vault.backups.make(noonMs, work))).toBe('save-failed');
    expect(vault.backups.state().failed).toEqual({ atMs: noonMs, code: 'save-failed' });
  });
});

describe('the folder of backups', () => {
  it('of another vault is left alone', async () => {
    const [{ vault }, other] = [makeBackupWorld(), makeBackupWorld()];
    await other.vault.backups.make(noonMs, hurriedWork);
    const before = readFileSync(join(other.folder, 'keyring'));
    vault.backups.setFolder(other.folder);
    expect(await rejectedCode(vault.backups.make(noonMs, hurriedWork))).toBe('conflict');
    expect(readFileSync(join(other.folder, 'keyring'))).toEqual(before);
    // Nor when only its keyring was lost: its backups wait for that.
    for (const path of keyringPaths(other.folder)) rmSync(path);
    expect(await rejectedCode(vault.backups.make(noonMs, hurriedWork))).toBe('conflict');
  });

  it('opens with a new recovery key from the moment it is in force, earlier backups as well', async () => {
    const { vault, folder, paper } = makeBackupWorld();
    const first = await vault.backups.make(noonMs, hurriedWork);
    const fresh = giveRecoveryKey(vault);
    vault.backups.updateKeyring();
    expect(() => openedKeyring(folder, paper)).toThrow(AppError);
    const second = await vault.backups.make(noonMs + dayMs, hurriedWork);
    for (const { name } of [first, second]) {
      expect(noteOf(await restoreElsewhere(folder, name, fresh), 1)).toBe('ardea cinerea');
    }
  });

  it('knows nothing of the backups in another one, and is still owed what it was when it is named again', async () => {
    const { vault, folder } = makeBackupWorld();
    const heron = addNote(vault, 2, 'to be forgotten');
    await vault.backups.make(noonMs, hurriedWork);
    vault.backups.noteTested(noonMs, folder);
    renameSync(folder, `${folder}-away`);
    vault.destructions.destroy({ clientId: heron, reason: null });
    vault.backups.setFolder(folder);
    expect(vault.backups.state()).toMatchObject({
      owesKeyring: true,
      last: { madeAtMs: noonMs },
      testedAtMs: noonMs,
    });
    const other = temporaryFolder();
    vault.backups.setFolder(other);
    expect(vault.backups.state()).toMatchObject({
      folder: other,
      last: null,
      failed: null,
      testedAtMs: null,
      owesKeyring: false,
    });
  });

  it('owes a keyring when it was not there while a client was destroyed, and gets it with the next backup', async () => {
    const { vault, folder, paper } = makeBackupWorld();
    const heron = addNote(vault, 2, 'to be forgotten');
    await vault.backups.make(noonMs, hurriedWork);
    const wren = addNote(vault, 3, 'to be forgotten as well');
    renameSync(folder, `${folder}-away`);
    const certificate = vault.destructions.destroy({ clientId: heron, reason: null });
    expect(notReached(certificate)).toContain('backup-folder-away');
    expect(vault.backups.state().owesKeyring).toBe(true);
    renameSync(`${folder}-away`, folder);
    expect(openedKeyring(folder, paper).keyring.keys.has(heron)).toBe(true);
    await vault.backups.make(noonMs + dayMs, hurriedWork);
    expect(vault.backups.state().owesKeyring).toBe(false);
    expect(openedKeyring(folder, paper).keyring.keys.has(heron)).toBe(false);
    const second = vault.destructions.destroy({ clientId: wren, reason: null });
    expect(notReached(second)).not.toContain('backup-folder-away');
  });

  it('replaces the keyring of a folder of before that is named again, and of no other', async () => {
    const { vault, folder, paper } = makeBackupWorld();
    const heron = addNote(vault, 2, 'to be forgotten');
    const wren = addNote(vault, 3, 'to be forgotten as well');
    await vault.backups.make(noonMs, hurriedWork);
    const other = temporaryFolder();
    vault.backups.setFolder(other);
    const first = vault.destructions.destroy({ clientId: heron, reason: null });
    expect(notReached(first)).toEqual(expect.arrayContaining(['earlier-backup-folders']));
    expect(notReached(first)).not.toContain('backup-folder-away');
    expect(readdirSync(other)).toEqual([]);
    vault.backups.setFolder(folder);
    const second = vault.destructions.destroy({ clientId: wren, reason: null });
    expect(notReached(second)).not.toContain('backup-folder-away');
    const { keys } = openedKeyring(folder, paper).keyring;
    expect([keys.has(heron), keys.has(wren)]).toEqual([false, false]);
  });
});
