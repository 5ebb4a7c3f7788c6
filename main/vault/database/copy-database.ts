import type { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { openDatabase, withRawKey } from './open-database.ts';
import { vaultError } from './sqlite-error.ts';
import type { SqliteDatabase } from './sqlite.ts';

/**
 * Writes a copy of an open database under another key. It is encrypted at every moment: first under the old key, by
 * VACUUM INTO, then page by page under the new one, with a rollback journal. `path` must not exist.
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
    }
  } catch (error) {
    throw vaultError(error);
  }
}
