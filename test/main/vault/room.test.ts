import { readdirSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assertRoom } from '../../../main/vault/room.ts';
import { publishedVault } from '../../../main/vault/vault-files.ts';
import { makeBackupWorld, noteOf, restoreElsewhere } from '../../support/backup-world.ts';
import { leaveRoom } from '../../support/faulty-fs.ts';
import { hurriedWork } from '../../support/recovery-paper.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const noonMs = Date.UTC(2026, 10, 26, 12);
describe('the room on a disk', () => {
  it('is asked for before anything is copied, and some is left for others', async () => {
    const folder = temporaryFolder();
    leaveRoom(2 * 1024 * 1024);
    expect(await rejectedCode(assertRoom(folder, 1024 * 1024))).toBeNull();
    expect(await rejectedCode(assertRoom(folder, 1024 * 1024 + 1))).toBe('disk-full');
  });

  it('is tried where the disk does not say', async () => {
    expect(await rejectedCode(assertRoom(`${temporaryFolder()}/not-there`, 2 ** 52))).toBeNull();
  });

  it('keeps a backup from filling the disk on which somebody types a note', async () => {
    const { vault, dataFolder, folder } = makeBackupWorld();
    leaveRoom(statSync(publishedVault(dataFolder).database).size);
    expect(await rejectedCode(vault.backups.make(noonMs, hurriedWork))).toBe('disk-full');
    expect(vault.backups.state().failed).toEqual({ atMs: noonMs, code: 'disk-full' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps what is restored from filling it as well', async () => {
    const { vault, folder, paper } = makeBackupWorld();
    const { name, sizeBytes } = await vault.backups.make(noonMs, hurriedWork);
    const dataFolder = temporaryFolder();
    leaveRoom(sizeBytes);
    const restoring = restoreElsewhere(folder, name, paper, dataFolder, hurriedWork);
    expect(await rejectedCode(restoring)).toBe('disk-full');
    leaveRoom(3 * 1024 * 1024);
    expect(noteOf(await restoreElsewhere(folder, name, paper), 1)).toBe('ardea cinerea');
  });
});
