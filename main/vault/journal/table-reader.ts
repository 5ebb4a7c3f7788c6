import type { SqliteDatabase } from '../database/sqlite.ts';
import { indexChecks, type IndexCheck } from './index-check.ts';
import { columnsSql, type WatchedTable } from './watched-tables.ts';

/** What is read before others have their turn: some milliseconds' worth, whether of many rows or of a few large ones. */
const rowsAtOnce = 128;
const bytesAtOnce = 512 * 1024;

interface NumberedRow {
  readonly rowid: number;
  readonly values: readonly unknown[];
}

/** Reads one table in the order of its rowids, a bit at a time. */
export interface TableReader {
  readonly table: WatchedTable;
  readonly indices: readonly IndexCheck[];
  /** The greatest rowid, 0 for none: how long the way is, about. */
  lastRowid(): number;
  /** The next rows; `isLast` when there are no more. */
  read(after: number): { readonly rows: readonly NumberedRow[]; readonly isLast: boolean };
}

export function createTableReader(database: SqliteDatabase, table: WatchedTable): TableReader {
  const next = database
    .prepare(
      `SELECT rowid, ${columnsSql(table, '')} FROM main."${table.name}"
       WHERE rowid > ? ORDER BY rowid LIMIT ${String(rowsAtOnce)}`,
    )
    .raw();
  const last = database.prepare(`SELECT max(rowid) FROM main."${table.name}"`).pluck();
  return {
    table,
    indices: indexChecks(database, table),
    lastRowid: () => Number(last.get()),
    read: (after) => {
      const rows: NumberedRow[] = [];
      let bytes = 0;
      for (const row of next.iterate(after)) {
        const [rowid, ...values] = row as readonly unknown[];
        rows.push({ rowid: Number(rowid), values });
        bytes += sizeOfValues(values);
        if (bytes >= bytesAtOnce) return { rows, isLast: false };
      }
      return { rows, isLast: rows.length < rowsAtOnce };
    },
  };
}

/** About so many bytes. */
export function sizeOfValues(values: readonly unknown[]): number {
  const sizes = values.map((value) =>
    typeof value === 'string' || value instanceof Uint8Array ? value.length : 8,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
