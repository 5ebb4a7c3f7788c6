import type { ReadHandle } from '../database/sql-handle.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';

// The full-text index is derived: everything in it is made from rows that are sealed, and can be made again. So its tables
// are not part of what the journal sums, and no damage of theirs keeps a vault shut. They hold words in the clear, under
// the encryption of the pages alone, and so they are in no backup.

/** Raised when what is indexed, or how, is another; an index of before is then built anew. */
const searchVersion = 1;

/** Every table of the index, those that FTS5 makes for itself included. */
export const searchTables: readonly string[] = [
  'search_state',
  'search_entries',
  'search_text',
  'search_text_config',
  'search_text_data',
  'search_text_docsize',
  'search_text_idx',
];

/** How many characters of a word FTS5 finds as quickly as a whole one. Each length makes the index larger by that of words. */
export const indexedBeginnings: readonly number[] = [2, 3];

/** The names as SQL, for a list behind IN. */
export const searchTablesSql = searchTables.map((name) => `'${name}'`).join(', ');

/**
 * An empty index, to be built. `content=''`: FTS5 keeps no copy of the texts, which stay sealed in their own rows.
 * `contentless_delete`: an entry can go without its text being known.
 */
export const createSearchSql = `
  CREATE TABLE search_state (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    version INTEGER NOT NULL,
    building TEXT CHECK (building IN ('client', 'file', 'note', 'amendment')),
    built_to INTEGER NOT NULL,
    last_entry INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE search_entries (
    entry_id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('client', 'file', 'note', 'amendment')),
    ref TEXT NOT NULL,
    number INTEGER NOT NULL,
    client_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    UNIQUE (kind, ref, number)
  ) STRICT;
  CREATE INDEX search_entries_of_client ON search_entries (client_id);
  CREATE VIRTUAL TABLE search_text USING fts5 (
    text, content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '${indexedBeginnings.join(' ')}'
  );
  INSERT INTO search_state VALUES (1, ${String(searchVersion)}, 'client', 0, 0);
`;

/** Whether the database has an index, of whatever version, finished or not. */
export function hasSearchTables(database: SqliteDatabase): boolean {
  const found = database
    .prepare(`SELECT count(*) FROM main.sqlite_schema WHERE name IN (${searchTablesSql})`)
    .pluck()
    .get();
  if (found !== searchTables.length) return false;
  return database.prepare('SELECT version FROM search_state').pluck().get() !== undefined;
}

/** Whether it is of this version, and is not marked to be made anew. */
export function isCurrentIndex(handle: Pick<ReadHandle, 'get'>): boolean {
  return handle.get('SELECT version FROM search_state')?.int('version') === searchVersion;
}

/** Marks it to be made anew: nothing more is found in it, or put into it. */
export const markSearchStaleSql = 'UPDATE search_state SET version = 0';

/**
 * Takes the index out of a database that is open, such as a copy that becomes a backup. The vault makes a new one when it
 * is opened. What was in it is overwritten (`secure_delete`). To be called inside a transaction.
 */
export function dropSearchIndex(database: SqliteDatabase): void {
  database.exec(`
    DROP TABLE IF EXISTS main.search_text;
    DROP TABLE IF EXISTS main.search_entries;
    DROP TABLE IF EXISTS main.search_state;
  `);
}

/**
 * The same for an index that is too damaged to be dropped: its names go, and its pages belong to nobody until the file is
 * made anew. To be called inside a transaction.
 */
export function forgetSearchIndex(database: SqliteDatabase): void {
  database.unsafeMode(true);
  database.pragma('writable_schema = ON');
  try {
    database.exec(`DELETE FROM main.sqlite_schema WHERE tbl_name IN (${searchTablesSql})`);
  } finally {
    database.pragma('writable_schema = RESET');
    database.unsafeMode(false);
  }
}
