import type { SqlHandle } from '../database/sql-handle.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';

// An index of 100,000 notes has some 250 MB, and every page that goes is overwritten (`secure_delete`): dropping it takes
// seconds. So before it is dropped its tables are emptied, a little at a time.

/** What a table is emptied by, and how many rows make some milliseconds. */
const emptied = [
  // Each of these fills a page, more or less.
  { table: 'search_text_data', key: 'id', atOnce: 64 },
  { table: 'search_text_idx', key: '(segid, term)', atOnce: 512 },
  { table: 'search_text_docsize', key: 'id', atOnce: 512 },
  { table: 'search_entries', key: 'entry_id', atOnce: 256 },
] as const;

/**
 * Takes a bit out of an index that nobody looks into any more. True once there is nothing left.
 * @throws an error of SQLite when it is too damaged for that
 */
export function emptyOn(database: SqliteDatabase, sql: SqlHandle): boolean {
  // FTS5's own tables are closed to statements from outside.
  database.unsafeMode(true);
  try {
    return sql.write(() => !emptied.some((one) => takeOut(database, one)));
  } finally {
    database.unsafeMode(false);
  }
}

function takeOut(
  database: SqliteDatabase,
  { table, key, atOnce }: (typeof emptied)[number],
): boolean {
  const columns = key.replaceAll(/[()]/gu, '');
  const remove = database.prepare(
    `DELETE FROM main.${table} WHERE ${key} IN (SELECT ${columns} FROM main.${table} LIMIT ?)`,
  );
  return remove.run(atOnce).changes > 0;
}
