import { AppError } from '../../../src/errors/app-error.ts';
import { partOf, type BackupWork } from '../backup/backup-work.ts';
import type { ClientKeys } from '../client-keys/client-keys.ts';
import { sqliteCodeOf, vaultError } from '../database/sqlite-error.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { createCommitJournal } from '../journal/commit-journal.ts';
import { readHead } from '../journal/head-file.ts';
import { sumOfSchema } from '../journal/row-check.ts';
import { addPart, rowPart } from '../journal/row-sum.ts';
import { columnsSql, watchedTables, type WatchedTable } from '../journal/watched-tables.ts';
import { allMigrations } from '../migrations/all-migrations.ts';
import { migrate, schemaVersion } from '../migrations/migrate.ts';
import { orNull, salvageTable, type LostRow } from './salvage-table.ts';

// What can be read of a damaged database, in a new one: the schema comes from the program, and the rows are those whose pages
// authenticate. Whatever an index knows all of, is put together from it.

/** What became of each table. */
export interface SalvagedRows {
  readonly tables: ReadonlyMap<
    string,
    { readonly lost: readonly LostRow[]; readonly mayBeMore: boolean }
  >;
  /** Every row is there, and is what was written last. */
  readonly isWhole: boolean;
}

/**
 * Copies every row that can be read from `source` into `target`, which is empty. @throws AppError vault-damaged when not even
 * its schema can be read, vault-newer, disk-full; what `work.pause` throws
 */
export async function salvageRows(
  source: SqliteDatabase,
  target: SqliteDatabase,
  { keys, headPath, work }: { keys: ClientKeys; headPath: string; work: BackupWork },
): Promise<SalvagedRows> {
  try {
    makeEmptyLike(source, target, keys);
    const key = orNull(() => createCommitJournal(source))?.key ?? null;
    const summed = { sum: key && orNull(() => sumOfSchema(source, key)) };
    const all = watchedTables(source);
    const tables = new Map<string, Awaited<ReturnType<typeof copyTable>>>();
    for (const [at, table] of all.entries()) {
      const part = partOf(work, at / all.length, (at + 1) / all.length);
      part.progress(0);
      const see = (values: readonly unknown[]): void => {
        if (key && summed.sum !== null) {
          summed.sum = addPart(summed.sum, rowPart(key, table.name, values));
        }
      };
      tables.set(table.name, await copyTable(source, target, { table, pause: part.pause, see }));
    }
    const isWhole = summed.sum !== null && isLastCommit(source, headPath, summed.sum);
    key?.wipe();
    migrate(target, { keys });
    return { tables, isWhole };
  } catch (error) {
    throw vaultError(error);
  }
}

/** Of the source's version; rows that a new vault begins with are not in it, and no trigger stands in the way. */
function makeEmptyLike(source: SqliteDatabase, target: SqliteDatabase, keys: ClientKeys): void {
  const version = schemaVersion(source);
  const known = allMigrations.at(-1)?.version ?? 0;
  if (version > known) throw new AppError('vault-newer', `schema ${String(version)}`);
  if (version < 1) throw new AppError('vault-damaged', 'no schema');
  migrate(target, { keys, migrations: allMigrations.filter((one) => one.version <= version) });
  target.pragma('foreign_keys = OFF');
  const triggers = target.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck();
  for (const name of triggers.all()) target.exec(`DROP TRIGGER "${String(name)}"`);
  for (const { name } of watchedTables(target)) target.exec(`DELETE FROM "${name}"`);
}

async function copyTable(
  source: SqliteDatabase,
  target: SqliteDatabase,
  {
    table,
    pause,
    see,
  }: {
    readonly table: WatchedTable;
    readonly pause: () => Promise<void>;
    readonly see: (values: readonly unknown[]) => void;
  },
): Promise<{ readonly lost: readonly LostRow[]; readonly mayBeMore: boolean }> {
  const places = table.columns.map(() => '?').join(', ');
  const insert = target.prepare(
    `INSERT OR IGNORE INTO "${table.name}" (rowid, ${columnsSql(table, '')}) VALUES (?, ${places})`,
  );
  const refused: LostRow[] = [];
  const put = (rowid: number, values: readonly unknown[]): boolean => {
    try {
      // Two rows of which there can be one, and values that cannot be: pages of different times, beside one another.
      return insert.run(BigInt(rowid), ...values).changes === 1;
    } catch (error) {
      if (sqliteCodeOf(error)?.startsWith('SQLITE_CONSTRAINT') === true) return false;
      throw error;
    }
  };
  // What comes by the hundred is written by the hundred.
  let waiting: { readonly rowid: number; readonly values: readonly unknown[] }[] = [];
  const flush = target.transaction(() => {
    for (const { rowid, values } of waiting) {
      if (!put(rowid, values)) refused.push({ rowid, known: asColumns(table, values) });
    }
    waiting = [];
  });
  const { lost, mayBeMore } = await salvageTable({
    database: source,
    table,
    pause: async () => {
      flush();
      await pause();
    },
    see: (row) => {
      see(row.values);
      waiting.push(row);
    },
  });
  flush();
  const gone = lost.filter(({ rowid, known }) => {
    const values = table.columns.map((column) => known[column]);
    if (values.includes(undefined) || !put(rowid, values)) return true;
    see(values);
    return false;
  });
  return { lost: [...gone, ...refused], mayBeMore };
}

function asColumns(table: WatchedTable, values: readonly unknown[]): LostRow['known'] {
  return Object.fromEntries(table.columns.map((column, at) => [column, values[at]]));
}

/**
 * Whether these rows are those of the last commit, and no later one was ever made known: the database may be ahead of the head
 * outside, as after a crash, and never behind. One that is an older file does not know the head.
 */
function isLastCommit(source: SqliteDatabase, headPath: string, sum: bigint): boolean {
  const isLast = orNull(() => {
    const journal = createCommitJournal(source);
    try {
      const [last, head] = [journal.last(), readHead(headPath, journal.key)];
      if (!last || !head) return false;
      return last.rowSum === sum && journal.knows(head) && last.seq >= head.seq;
    } finally {
      journal.key.wipe();
    }
  });
  return isLast ?? false;
}
