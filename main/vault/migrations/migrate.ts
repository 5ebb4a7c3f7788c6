import type { ClientKeys } from '../client-keys/client-keys.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { vaultError } from '../database/sqlite-error.ts';
import { allMigrations } from './all-migrations.ts';
import type { Migration } from './migration.ts';

export interface MigrateOptions {
  /** Under which what steps seal is sealed. */
  readonly keys: ClientKeys;
  readonly migrations?: readonly Migration[];
  /** Is done with the steps, if there are any. */
  readonly inTransaction?: () => void;
}

/**
 * Brings the schema up to the last of the migrations, all steps or none.
 * @throws AppError vault-newer when a later program wrote it; nothing is changed then
 */
export function migrate(
  database: SqliteDatabase,
  { keys, migrations = allMigrations, inTransaction }: MigrateOptions,
): void {
  try {
    const current = schemaVersion(database);
    const known = migrations.at(-1)?.version ?? 0;
    if (current > known) throw new AppError('vault-newer', `schema ${String(current)}`);
    const missing = migrations.filter(({ version }) => version > current);
    if (missing.length === 0) return;
    database
      .transaction(() => {
        for (const { version, sql, convert } of missing) {
          database.exec(sql);
          convert?.(database, keys);
          database.pragma(`user_version = ${String(version)}`);
        }
        inTransaction?.();
      })
      .exclusive();
  } catch (error) {
    throw vaultError(error);
  }
}

/** @throws AppError vault-newer */
export function isSchemaCurrent(database: SqliteDatabase): boolean {
  const [current, known] = [schemaVersion(database), allMigrations.at(-1)?.version ?? 0];
  if (current > known) throw new AppError('vault-newer', `schema ${String(current)}`);
  return current === known;
}

/** The version of the schema in this database; 0 for an empty one. */
export function schemaVersion(database: SqliteDatabase): number {
  const version = database.pragma('user_version', { simple: true });
  if (typeof version !== 'number') throw new AppError('vault-damaged', 'schema version');
  return version;
}
