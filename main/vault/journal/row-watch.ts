import type { SqliteDatabase } from '../database/sqlite.ts';
import type { JournalKey } from './journal-key.ts';
import { addPart, rowPart, takePart } from './row-sum.ts';
import { columnsSql, watchedTables, type WatchedTable } from './watched-tables.ts';

/** Keeps the sum of all rows up to date while rows change, whatever statement changes them. */
export interface RowWatch {
  readonly tables: readonly WatchedTable[];
  /** The sum now, inside a transaction as well. */
  sum: bigint;
  /** Tells somebody who counts along, until the returned function is called. */
  follow(follower: RowFollower): () => void;
  /** What was told since the last commit has not happened. */
  undone(): void;
  /** Rows may have other numbers now. */
  moved(): void;
}

/** Who reads the rows while they change. */
export interface RowFollower {
  /** A row comes or goes. */
  row(change: RowChange): void;
  /** What was told since the last commit has not happened. */
  undone(): void;
  /** Rows may have other numbers now. */
  moved(): void;
}

export interface RowChange {
  readonly comes: boolean;
  readonly table: string;
  readonly rowid: number;
  readonly part: bigint;
}

/**
 * Watches by triggers of this connection alone: they are in no file, and the schema's trust is not needed for them. REPLACE
 * must tell of what it removes, which is what `recursive_triggers` is for. `name`: tells several watches of one connection
 * apart.
 */
export function watchRows(
  database: SqliteDatabase,
  key: JournalKey,
  initialSum: bigint,
  name = 'quietroom',
): RowWatch {
  const followers = new Set<RowFollower>();
  const watch: RowWatch = {
    tables: watchedTables(database),
    sum: initialSum,
    follow: (follower) => {
      followers.add(follower);
      return () => {
        followers.delete(follower);
      };
    },
    undone: () => {
      for (const follower of followers) follower.undone();
    },
    moved: () => {
      for (const follower of followers) follower.moved();
    },
  };
  database.function(
    `${name}_row`,
    { varargs: true, directOnly: false },
    (comes: unknown, table: unknown, rowid: unknown, ...values: unknown[]) => {
      const part = rowPart(key, String(table), values);
      watch.sum = comes === 1 ? addPart(watch.sum, part) : takePart(watch.sum, part);
      const change = { comes: comes === 1, table: String(table), rowid: Number(rowid), part };
      for (const follower of followers) follower.row(change);
      return null;
    },
  );
  database.pragma('recursive_triggers = ON');
  for (const table of watch.tables) database.exec(triggersOf(table, name));
  return watch;
}

function triggersOf(table: WatchedTable, watch: string): string {
  const { name } = table;
  const comes = `SELECT ${watch}_row(1, '${name}', NEW.rowid, ${columnsSql(table, 'NEW.')});`;
  const goes = `SELECT ${watch}_row(0, '${name}', OLD.rowid, ${columnsSql(table, 'OLD.')});`;
  return `
    CREATE TEMP TRIGGER "${watch}_insert_${name}" AFTER INSERT ON main."${name}" BEGIN ${comes} END;
    CREATE TEMP TRIGGER "${watch}_delete_${name}" AFTER DELETE ON main."${name}" BEGIN ${goes} END;
    CREATE TEMP TRIGGER "${watch}_update_${name}" AFTER UPDATE ON main."${name}" BEGIN ${goes} ${comes} END;
  `;
}
