import type { SecretBytes } from '../../../src/base/secret-bytes.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { addPart, rowPart, takePart } from './row-sum.ts';
import { columnsSql, watchedTables, type WatchedTable } from './watched-tables.ts';

/** Keeps the sum of all rows up to date while rows change, whatever statement changes them. */
export interface RowWatch {
  readonly tables: readonly WatchedTable[];
  /** The sum now, inside a transaction as well. */
  sum: bigint;
  /** Told of each row that comes or goes, for who counts along. */
  onRow: ((change: RowChange) => void) | null;
  /** Told when what was told since the last commit has not happened. */
  onUndone: (() => void) | null;
}

export interface RowChange {
  readonly comes: boolean;
  readonly table: string;
  readonly rowid: number;
  readonly part: bigint;
}

const functionName = 'quietroom_row';

/**
 * Watches by triggers of this connection alone: they are in no file, and the schema's trust is not needed for them. REPLACE
 * must tell of what it removes, which is what `recursive_triggers` is for.
 */
export function watchRows(
  database: SqliteDatabase,
  key: SecretBytes,
  initialSum: bigint,
): RowWatch {
  const watch: RowWatch = {
    tables: watchedTables(database),
    sum: initialSum,
    onRow: null,
    onUndone: null,
  };
  database.function(
    functionName,
    { varargs: true, directOnly: false },
    (comes: unknown, table: unknown, rowid: unknown, ...values: unknown[]) => {
      const part = rowPart(key, String(table), values);
      watch.sum = comes === 1 ? addPart(watch.sum, part) : takePart(watch.sum, part);
      watch.onRow?.({ comes: comes === 1, table: String(table), rowid: Number(rowid), part });
      return null;
    },
  );
  database.pragma('recursive_triggers = ON');
  for (const table of watch.tables) database.exec(triggersOf(table));
  return watch;
}

function triggersOf(table: WatchedTable): string {
  const { name } = table;
  const comes = `SELECT ${functionName}(1, '${name}', NEW.rowid, ${columnsSql(table, 'NEW.')});`;
  const goes = `SELECT ${functionName}(0, '${name}', OLD.rowid, ${columnsSql(table, 'OLD.')});`;
  return `
    CREATE TEMP TRIGGER "watch_insert_${name}" AFTER INSERT ON main."${name}" BEGIN ${comes} END;
    CREATE TEMP TRIGGER "watch_delete_${name}" AFTER DELETE ON main."${name}" BEGIN ${goes} END;
    CREATE TEMP TRIGGER "watch_update_${name}" AFTER UPDATE ON main."${name}" BEGIN ${goes} ${comes} END;
  `;
}
