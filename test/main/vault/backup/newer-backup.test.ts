import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBackupFile, writeBackupFile } from '../../../../main/vault/backup/backup-file.ts';
import { contentKey } from '../../../../main/vault/backup/backup-header.ts';
import { openDatabase } from '../../../../main/vault/database/open-database.ts';
import { allMigrations } from '../../../../main/vault/migrations/all-migrations.ts';
import {
  makeBackupWorld,
  openedKeyring,
  restoreElsewhere,
  type BackupWorld,
} from '../../../support/backup-world.ts';
import { hurriedWork } from '../../../support/recovery-paper.ts';
import { rejectedCode } from '../../../support/rejected-code.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** A backup as a program makes it that has one step more of the schema. */
async function newerBackup(): Promise<BackupWorld & { readonly name: string }> {
  const world = makeBackupWorld();
  const { name } = await world.vault.backups.make(1, hurriedWork);
  const [path, database] = [join(world.folder, name), join(temporaryFolder(), 'content.db')];
  const accept = (): Promise<void> => Promise.resolve();
  const head = await readBackupFile(path, database, accept, hurriedWork);
  const { key } = openedKeyring(world.folder, world.paper).keys[0];
  const content = openDatabase({
    path: database,
    vaultKey: contentKey(key, head.vaultId),
    mustExist: true,
  });
  content.pragma(`user_version = ${String(allMigrations.length + 1)}`);
  content.close();
  rmSync(path);
  await writeBackupFile(database, path, head, key, hurriedWork);
  return { ...world, name };
}

describe('a backup that a later program made', () => {
  it('takes the place of nothing, because it would not open', async () => {
    const { folder, name, paper } = await newerBackup();
    const dataFolder = temporaryFolder();
    const restoring = restoreElsewhere(folder, name, paper, dataFolder);
    expect(await rejectedCode(restoring)).toBe('vault-newer');
    expect(readdirSync(dataFolder)).toEqual([]);
  });
});
