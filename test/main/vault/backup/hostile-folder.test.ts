import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookIntoFolder } from '../../../../main/vault/backup/backup-folder.ts';
import { keyringPaths } from '../../../../main/vault/backup/keyring-copies.ts';
import { makeBackupWorld, noteOf, restoreElsewhere } from '../../../support/backup-world.ts';
import { hurriedWork } from '../../../support/recovery-paper.ts';
import { rejectedCode } from '../../../support/rejected-code.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const noonMs = Date.UTC(2026, 10, 26, 12);
const backupName = 'quietroom-2027-01-01T000000Z.backup';

/** What whoever reads it waits for without end. */
function makePipe(path: string): void {
  rmSync(path, { force: true });
  execFileSync('mkfifo', [path]);
}

describe('a folder of backups in which somebody else has put something', () => {
  it.skipIf(process.platform === 'win32')(
    'does not hold up whoever looks into it, or backs up there',
    async () => {
      const { vault, folder, paper } = makeBackupWorld();
      await vault.backups.make(noonMs, hurriedWork);
      makePipe(join(folder, backupName));
      mkdirSync(join(folder, backupName.replace('.backup', '-2.backup')));
      makePipe(join(folder, 'keyring'));
      const look = lookIntoFolder(folder);
      expect(look.state === 'there' && look.backups.map(({ head }) => head?.madeAtMs)).toEqual([
        noonMs,
      ]);
      const { name } = await vault.backups.make(noonMs + 1000, hurriedWork);
      expect(noteOf(await restoreElsewhere(folder, name, paper), 1)).toBe('ardea cinerea');
    },
  );

  it.each(['keyring', 'keyring.2', 'keyring.new', 'keyring.2.new'])(
    'is not followed by %s to a file elsewhere, which would be overwritten',
    async (name) => {
      const { vault, folder, paper } = makeBackupWorld();
      const elsewhere = join(temporaryFolder(), 'precious');
      writeFileSync(elsewhere, 'as it was');
      symlinkSync(elsewhere, join(folder, name));
      const made = await vault.backups.make(noonMs, hurriedWork);
      expect(readFileSync(elsewhere, 'utf8')).toBe('as it was');
      for (const path of keyringPaths(folder)) expect(lstatSync(path).isFile()).toBe(true);
      expect(noteOf(await restoreElsewhere(folder, made.name, paper), 1)).toBe('ardea cinerea');
    },
  );

  it('reads no keyring that is larger than any is', async () => {
    const { vault, folder, paper } = makeBackupWorld();
    const { name } = await vault.backups.make(noonMs, hurriedWork);
    const [first = '', second = ''] = keyringPaths(folder);
    truncateSync(first, 2 ** 40);
    expect(lookIntoFolder(folder)).toMatchObject({ keyring: { state: 'there' } });
    expect(noteOf(await restoreElsewhere(folder, name, paper), 1)).toBe('ardea cinerea');
    truncateSync(second, 2 ** 40);
    expect(lookIntoFolder(folder)).toMatchObject({ keyring: { state: 'damaged' } });
  });

  it('copies nothing of a backup that is none of ours, however large it says that it is', async () => {
    const { vault, folder, paper } = makeBackupWorld();
    const { name } = await vault.backups.make(noonMs, hurriedWork);
    const path = join(folder, name);
    const dataFolder = temporaryFolder();
    const seen = new Set<string>();
    const watching = {
      ...hurriedWork,
      pause: () => {
        for (const found of readdirSync(join(dataFolder, 'restore.work'))) seen.add(found);
        return Promise.resolve();
      },
    };
    // Its head says another size, and so does the file.
    const sizeAt = 8 + 1 + 16 + 16 + 6 + 6;
    const bytes = Buffer.alloc(6);
    bytes.writeUIntBE(2 ** 40 - 256, 0, 6);
    const content = readFileSync(path);
    bytes.copy(content, sizeAt);
    writeFileSync(path, content);
    truncateSync(path, 2 ** 40);
    const restoring = restoreElsewhere(folder, name, paper, dataFolder, watching);
    expect(await rejectedCode(restoring)).toBe('vault-damaged');
    expect([...seen]).toEqual([]);
  });
});
