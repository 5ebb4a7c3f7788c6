import { overwriteFile } from '../header/erased-file.ts';
import { sizeOf } from '../vault-files.ts';
import type { SqlHandle } from './sql-handle.ts';
import type { SqliteDatabase } from './sqlite.ts';
import { vaultError } from './sqlite-error.ts';

/**
 * What a VACUUM copies through memory at most, in bytes: temporary files would be in the clear. A larger vault has only
 * `secure_delete`, which puts zeros over rows and pages that go, but not over what moved within a page.
 */
const maxVacuumBytes = 512 * 1024 * 1024;

export interface CleanOptions {
  readonly database: SqliteDatabase;
  readonly sql: SqlHandle;
  readonly path: string;
  /** Rows may have other numbers now. */
  readonly rowsMoved: () => void;
}

/** Something went that may still be found in the file, or in the one that it took the place of. */
export function isCleanDue(sql: SqlHandle): boolean {
  return sql.get('SELECT must_clean FROM keyring_state')?.int('must_clean') === 1;
}

/**
 * Makes the file anew after something went that must not be found in it any more, pages and journal.
 * @throws AppError disk-full; the mark stays, and there is a next time
 */
export function cleanIfDue({ database, sql, path, rowsMoved }: CleanOptions): void {
  if (!isCleanDue(sql)) return;
  try {
    if (sizeOf(path) <= maxVacuumBytes) {
      database.exec('VACUUM');
      rowsMoved();
    }
    // What a transaction replaced stays in the journal: it is kept, and overwritten only as far as the next one reaches.
    overwriteFile(`${path}-journal`);
    sql.write((write) => write.run('UPDATE keyring_state SET must_clean = 0'));
  } catch (error) {
    throw vaultError(error);
  }
}
