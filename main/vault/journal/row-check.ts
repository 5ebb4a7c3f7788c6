import { statSync } from 'node:fs';
import { AppError } from '../../../src/errors/app-error.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { vaultError } from '../database/sqlite-error.ts';
import { checkChain } from './commit-journal.ts';
import type { IndexCheck } from './index-check.ts';
import type { JournalKey } from './journal-key.ts';
import { addPart, emptySum, rowPart, takePart } from './row-sum.ts';
import { searchTables, searchTablesSql } from '../search/search-tables.ts';
import type { RowWatch } from './row-watch.ts';
import { createTableReader, type TableReader } from './table-reader.ts';
import { columnsSql, tablesBesideSearch, watchedTables } from './watched-tables.ts';

/** Below every rowid. */
const firstRowid = Number.MIN_SAFE_INTEGER;

/** Reads every row, and with them every page that holds one. @throws an error of SQLite for a page that is damaged */
export function sumOfAllRows(database: SqliteDatabase, key: JournalKey): bigint {
  let sum = sumOfSchema(database, key);
  for (const table of watchedTables(database)) {
    const rows = database
      .prepare(`SELECT ${columnsSql(table, '')} FROM main."${table.name}"`)
      .raw()
      .iterate();
    for (const row of rows) {
      sum = addPart(sum, rowPart(key, table.name, row as readonly unknown[]));
    }
  }
  return sum;
}

/**
 * Tables, indices and triggers are rows as well; they change only with a migration, which sums everything anew. Those of the
 * search index come and go with it.
 */
export function sumOfSchema(database: SqliteDatabase, key: JournalKey): bigint {
  const rows = database
    .prepare(
      `SELECT type, name, tbl_name, sql FROM main.sqlite_schema
       WHERE tbl_name NOT IN (${searchTablesSql})`,
    )
    .raw();
  return (rows.all() as readonly (readonly unknown[])[])
    .map((row) => rowPart(key, 'sqlite_schema', row))
    .reduce(addPart, emptySum);
}

/**
 * Walks through every page of tables and indices, in one go. Damage of the search index alone is none of the vault: that is
 * made anew.
 * @throws AppError vault-damaged; an error of SQLite for a page that does not authenticate
 */
export function checkStructure(database: SqliteDatabase): void {
  if (isSoundOrDamaged(database)) return;
  const others = ['sqlite_schema', ...tablesBesideSearch(database)];
  const isOfSearch =
    others.every((name) => isSound(database, name)) &&
    searchTables.some((name) => !isSoundOrDamaged(database, name));
  if (!isOfSearch) throw new AppError('vault-damaged', 'structure');
}

function isSoundOrDamaged(database: SqliteDatabase, table?: string): boolean {
  try {
    return isSound(database, table);
  } catch (error) {
    if (vaultError(error).code === 'vault-damaged') return false;
    throw error;
  }
}

function isSound(database: SqliteDatabase, table?: string): boolean {
  const what = table === undefined ? 'integrity_check' : `integrity_check("${table}")`;
  return database.pragma(what, { simple: true }) === 'ok';
}

/** The same in small steps, between which the vault is used. */
export interface RowCheck {
  /** How much was read, from 0 to 1; about, since tables are weighed by their rows. */
  readonly done: number;
  /**
   * Reads on. Null until all was read; then whether what was read is what should be there.
   * @throws AppError vault-damaged when something cannot be read
   */
  step(): { readonly isRight: boolean; readonly rows: number } | null;
  /** Nothing more is read or counted along. To be called at the end, and by who gives up before. */
  stop(): void;
}

/**
 * Rows that change behind the reader's back, where it has read already, are counted along; so at its end the reader has the
 * sum of what is there, as if it had stood still. A step reads so much at most: SQLite's own check of a table takes seconds
 * in one piece. @throws AppError vault-damaged
 */
export function startRowCheck(
  database: SqliteDatabase,
  key: JournalKey,
  watch: RowWatch,
): RowCheck {
  try {
    assertWholeFile(database);
    return beginRowCheck(database, key, watch);
  } catch (error) {
    // Where each table ends is read already, and may be damaged as well.
    throw vaultError(error);
  }
}

/** No row may be missing yet in a file that ends before its last page, when that is unused; what is written next would be. */
function assertWholeFile(database: SqliteDatabase): void {
  if (database.memory) return;
  const [pages, pageBytes] = ['page_count', 'page_size'].map((name) =>
    Number(database.pragma(name, { simple: true })),
  );
  if (statSync(database.name).size < Number(pages) * Number(pageBytes)) {
    throw new AppError('vault-damaged', 'the file ends early');
  }
}

function beginRowCheck(database: SqliteDatabase, key: JournalKey, watch: RowWatch): RowCheck {
  const { tables } = watch;
  const readers = tables.map((table) => createTableReader(database, table));
  const weights = readers.map((reader) => reader.lastRowid());
  const schema = sumOfSchema(database, key);
  let [at, lastRowid, sum] = [0, firstRowid, schema];
  let counts = tables.map(() => 0);
  let indices: readonly IndexCheck[] = [];
  const begin = (): void => {
    [at, lastRowid, sum, indices] = [0, firstRowid, schema, []];
    counts = tables.map(() => 0);
  };
  const stop = watch.follow({
    // Rare, and not worth remembering which of it had been counted.
    undone: begin,
    moved: begin,
    row: ({ comes, table, rowid, part }) => {
      const index = tables.findIndex(({ name }) => name === table);
      if (index > at || (index === at && rowid > lastRowid)) return;
      sum = comes ? addPart(sum, part) : takePart(sum, part);
      counts[index] = (counts[index] ?? 0) + (comes ? 1 : -1);
    },
  });
  const readOn = (reader: TableReader): void => {
    const { rows, isLast } = reader.read(lastRowid);
    for (const { values } of rows) {
      sum = addPart(sum, rowPart(key, reader.table.name, values));
      counts[at] = (counts[at] ?? 0) + 1;
    }
    const end = rows.at(-1)?.rowid ?? lastRowid;
    for (const index of reader.indices) index.assertHolds(lastRowid, end);
    // From here on, whatever comes to this table has been read.
    lastRowid = isLast ? Number.MAX_SAFE_INTEGER : end;
    if (isLast) indices = reader.indices;
  };
  const goOn = (): boolean => {
    const reader = readers[at];
    if (!reader) return false;
    if (lastRowid < Number.MAX_SAFE_INTEGER) {
      readOn(reader);
      return true;
    }
    const [index, ...others] = indices;
    index?.assertHoldsNoMore(counts[at] ?? 0);
    indices = others;
    if (others.length === 0) [at, lastRowid] = [at + 1, firstRowid];
    return true;
  };
  return {
    get done() {
      const read = (weight: number, index: number): number =>
        index < at ? weight : index > at ? 0 : Math.min(weight, Math.max(0, lastRowid));
      return sumOf(weights.map(read)) / Math.max(1, sumOf(weights));
    },
    step: () => {
      try {
        if (goOn()) return null;
        stop();
        checkChain(database, key);
        return { isRight: sum === watch.sum, rows: sumOf(counts) };
      } catch (error) {
        throw vaultError(error);
      }
    },
    stop,
  };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
