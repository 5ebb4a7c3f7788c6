import { AppError } from '../../../src/errors/app-error.ts';
import { Row } from '../database/row.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import type { WatchedTable } from './watched-tables.ts';

// An index is made of its table's rows, so the sum of all rows does not see it: a row that an index does not know is not
// found, although it is there. SQLite's own check says so, but of a whole table in one piece, which takes seconds.

/** One index, as it is compared with its table. */
export interface IndexCheck {
  /** Each of the rows after one rowid and up to another is found by it. @throws AppError vault-damaged */
  assertHolds(after: number, upTo: number): void;
  /** It has no entry beside those of the table's rows, which are so many. @throws AppError vault-damaged */
  assertHoldsNoMore(rows: number): void;
}

/** Every index of a table, those of its keys as well. */
export function indexChecks(database: SqliteDatabase, table: WatchedTable): readonly IndexCheck[] {
  return database
    .prepare('SELECT name FROM pragma_index_list(?) ORDER BY name')
    .pluck()
    .all(table.name)
    .map((name) => createIndexCheck(database, table, String(name)));
}

function createIndexCheck(
  database: SqliteDatabase,
  { name: table }: WatchedTable,
  name: string,
): IndexCheck {
  const condition = conditionOf(database, name);
  const isPartial = condition !== '1';
  const same = keyColumns(database, name).map((column) => `i."${column}" IS r."${column}"`);
  const entry = `SELECT 1 FROM main."${table}" AS i INDEXED BY "${name}"
    WHERE (${condition}) AND ${[...same, 'i.rowid = r.rowid'].join(' AND ')}`;
  const missing = database
    .prepare(
      `SELECT count(*) FROM main."${table}" AS r NOT INDEXED
       WHERE r.rowid > ? AND r.rowid <= ? AND (${condition}) AND NOT EXISTS (${entry})`,
    )
    .pluck();
  const entries = database
    .prepare(`SELECT count(*) FROM main."${table}" INDEXED BY "${name}" WHERE (${condition})`)
    .pluck();
  // Which rows a partial index should know is asked of the table; such tables have short rows.
  const partRows = database
    .prepare(`SELECT count(*) FROM main."${table}" NOT INDEXED WHERE (${condition})`)
    .pluck();
  return {
    assertHolds: (after, upTo) => {
      if (missing.get(after, upTo) !== 0) throw new AppError('vault-damaged', 'index');
    },
    assertHoldsNoMore: (rows) => {
      const wanted = isPartial ? partRows.get() : rows;
      if (entries.get() !== wanted) throw new AppError('vault-damaged', 'index');
    },
  };
}

/** What a row must be like to be in the index, as the index's own definition says; `1` when all rows are. */
function conditionOf(database: SqliteDatabase, name: string): string {
  const sql = database
    .prepare("SELECT sql FROM main.sqlite_schema WHERE type = 'index' AND name = ?")
    .pluck()
    .get(name);
  const found = typeof sql === 'string' ? /\bWHERE\b(.*)$/isu.exec(sql) : null;
  return found?.[1]?.trim() ?? '1';
}

/** The columns by which it finds a row; an expression among them is of no column, and is left out. */
function keyColumns(database: SqliteDatabase, name: string): readonly string[] {
  return database
    .prepare('SELECT name FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno')
    .all(name)
    .flatMap((row) => new Row(row as object).textOrNull('name') ?? []);
}
