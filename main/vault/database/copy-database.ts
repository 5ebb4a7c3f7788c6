import { rmSync } from 'node:fs';
import type { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { openDatabase, withRawKey } from './open-database.ts';
import { vaultError } from './sqlite-error.ts';
import type { SqliteDatabase } from './sqlite.ts';

/**
 * Writes a copy of an open database under another key. It is encrypted at every moment: first under the old key, by
 * VACUUM INTO, then page by page under the new one, with a rollback journal, which is deleted. `path` must not exist.
 * @throws AppError disk-full, vault-damaged
 */
export function copyDatabase(
  database: SqliteDatabase,
  path: string,
  oldKey: SecretBytes,
  newKey: SecretBytes,
): void {
  try {
    database.prepare('VACUUM INTO ?').run(path);
    const copy = openDatabase({ path, vaultKey: oldKey, mustExist: true });
    try {
      newKey.expose((key) => {
        withRawKey(key, (raw) => copy.rekey(raw));
      });
    } finally {
      copy.close();
      // It stays when it is done with, and has pages in it that the old key opens.
      rmSync(`${path}-journal`, { force: true });
    }
  } catch (error) {
    throw vaultError(error);
  }
}
