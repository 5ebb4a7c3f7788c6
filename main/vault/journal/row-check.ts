import { AppError } from '../../../src/errors/app-error.ts';
import type { SecretBytes } from '../../../src/base/secret-bytes.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { vaultError } from '../database/sqlite-error.ts';
import { checkChain } from './commit-journal.ts';
import { addPart, emptySum, rowPart, takePart } from './row-sum.ts';
import type { RowWatch } from './row-watch.ts';
import { columnsSql, watchedTables, type WatchedTable } from './watched-tables.ts';

const rowsPerStep = 256;

interface NumberedRow {
  readonly rowid: number;
  readonly values: readonly unknown[];
}

/** Reads every row, and with them every page that holds one. @throws an error of SQLite for a page that is damaged */
export function sumOfAllRows(database: SqliteDatabase, key: SecretBytes): bigint {
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

/** Tables, indices and triggers are rows as well; they change only with a migration, which sums everything anew. */
function sumOfSchema(database: SqliteDatabase, key: SecretBytes): bigint {
  const rows = database.prepare('SELECT type, name, tbl_name, sql FROM main.sqlite_schema').raw();
  return (rows.all() as readonly (readonly unknown[])[])
    .map((row) => rowPart(key, 'sqlite_schema', row))
    .reduce(addPart, emptySum);
}

/**
 * Walks through every page of tables and indices, all of them or those of one table.
 * @throws AppError vault-damaged; an error of SQLite for a page that does not authenticate
 */
export function checkStructure(database: SqliteDatabase, table?: string): void {
  const what = table === undefined ? 'integrity_check' : `integrity_check("${table}")`;
  const found = database.pragma(what, { simple: true });
  if (found !== 'ok') throw new AppError('vault-damaged', 'structure');
}

/** The same in small steps, between which the vault is used. */
export interface RowCheck {
  /**
   * Reads on. Null until all was read; then whether what was read is what should be there.
   * @throws AppError vault-damaged when something cannot be read
   */
  step(): { readonly isRight: boolean; readonly rows: number } | null;
}

/**
 * Rows that change behind the reader's back, where it has read already, are counted along; so at its end the reader has the
 * sum of what is there, as if it had stood still.
 */
export function startRowCheck(
  database: SqliteDatabase,
  key: SecretBytes,
  watch: RowWatch,
): RowCheck {
  const { tables } = watch;
  const schema = sumOfSchema(database, key);
  let [at, lastRowid, sum, rows] = [0, Number.MIN_SAFE_INTEGER, schema, 0];
  watch.onUndone = () => {
    // Rare, and not worth remembering which of it had been counted.
    [at, lastRowid, sum, rows] = [0, Number.MIN_SAFE_INTEGER, schema, 0];
  };
  watch.onRow = ({ comes, table, rowid, part }) => {
    const index = tables.findIndex(({ name }) => name === table);
    if (index > at || (index === at && rowid > lastRowid)) return;
    sum = comes ? addPart(sum, part) : takePart(sum, part);
  };
  const readOn = (table: WatchedTable): void => {
    if (lastRowid === Number.MIN_SAFE_INTEGER) checkStructure(database, table.name);
    const read = readRows(database, table, lastRowid);
    for (const { rowid, values } of read) {
      sum = addPart(sum, rowPart(key, table.name, values));
      lastRowid = rowid;
    }
    rows += read.length;
    if (read.length === rowsPerStep) return;
    at += 1;
    lastRowid = Number.MIN_SAFE_INTEGER;
  };
  return {
    step: () => {
      try {
        const table = tables[at];
        if (table) {
          readOn(table);
          return null;
        }
        watch.onRow = null;
        watch.onUndone = null;
        checkChain(database, key);
        return { isRight: sum === watch.sum, rows };
      } catch (error) {
        throw vaultError(error);
      }
    },
  };
}

function readRows(
  database: SqliteDatabase,
  table: WatchedTable,
  after: number,
): readonly NumberedRow[] {
  const read = database
    .prepare(
      `SELECT rowid, ${columnsSql(table, '')} FROM main."${table.name}"
       WHERE rowid > ? ORDER BY rowid LIMIT ${String(rowsPerStep)}`,
    )
    .raw()
    .all(after) as readonly (readonly unknown[])[];
  return read.map(([rowid, ...values]) => ({ rowid: Number(rowid), values }));
}
