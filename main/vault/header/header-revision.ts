import { AppError } from '../../../src/errors/app-error.ts';
import type { SqlHandle } from '../database/sql-handle.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';

// The header lies outside of the database, and the database knows the number of its last change, as it does of the keyring:
// a copy from before is never taken for the present one without a word. The header is always written first, so it may be
// ahead; if it is behind, the last one was damaged and an older one is left, or somebody put an old one in its place.

/** Remembers which header was written last. */
export function recordHeaderRevision(sql: SqlHandle, revision: number): void {
  sql.write((write) =>
    write.run('UPDATE keyring_state SET header_revision = :revision', { revision }),
  );
}

/**
 * Holds the header against the database. @returns the revision that the database knew
 * @throws AppError vault-rolled-back when it is an old one, unless a person accepts that
 */
export function bindHeaderRevision(sql: SqlHandle, revision: number, acceptOlder: boolean): number {
  const known = sql.get('SELECT header_revision FROM keyring_state')?.int('header_revision');
  if (known === undefined) throw new AppError('vault-damaged', 'no revision of the header');
  if (revision < known && !acceptOlder) throw new AppError('vault-rolled-back', 'header behind');
  if (revision > known) recordHeaderRevision(sql, revision);
  return known;
}

/** Of a database that may be from before headers were counted: then 0. */
export function headerRevisionIn(database: SqliteDatabase): number {
  const columns = database.prepare("SELECT name FROM pragma_table_info('keyring_state')").pluck();
  if (!columns.all().includes('header_revision')) return 0;
  return Number(database.prepare('SELECT header_revision FROM keyring_state').pluck().get());
}
