import type { SqliteDatabase } from '../database/sqlite.ts';
import { searchTables } from '../search/search-tables.ts';

/** A table whose rows are part of the sum, with its columns in order. */
export interface WatchedTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** The journal's own tables: their rows are chained, or never change. */
export const journalTables: readonly string[] = ['commits', 'commit_key'];
/** Those of the search index are made from others, and made anew if they are damaged. */
const ofSearch: ReadonlySet<string> = new Set(searchTables);

/** Every table that is not of the search index, in an order that stays. */
export function tablesBesideSearch(database: SqliteDatabase): readonly string[] {
  const names = database
    .prepare(
      `SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
       ORDER BY name`,
    )
    .pluck()
    .all() as readonly string[];
  return names.filter((name) => !ofSearch.has(name));
}

/** Of these, all but the journal's own. */
export function watchedTables(database: SqliteDatabase): readonly WatchedTable[] {
  return tablesBesideSearch(database)
    .filter((name) => !journalTables.includes(name))
    .map((name) => tableOf(database, name));
}

/** A table of this name with its columns. */
export function tableOf(database: SqliteDatabase, name: string): WatchedTable {
  const columns = database
    .prepare('SELECT name FROM pragma_table_info(?) ORDER BY cid')
    .pluck()
    .all(name) as readonly string[];
  return { name, columns };
}

/** SQL for the columns, each behind `prefix`, such as `NEW.`. */
export function columnsSql({ columns }: WatchedTable, prefix: string): string {
  return columns.map((column) => `${prefix}"${column}"`).join(', ');
}
