import { createHash } from 'node:crypto';
import { searchTablesSql } from '../search/search-tables.ts';
import type { SqliteDatabase } from './sqlite.ts';
import { vaultError } from './sqlite-error.ts';

/**
 * A hash over the schema and every row, in order: two databases with the same one hold the same. The search index is left
 * out: it is made from the rows. Reads every page that
 * holds anything, so it also finds those that are damaged.
 * @throws AppError vault-damaged
 */
export function digestOfRows(database: SqliteDatabase): string {
  try {
    const hash = createHash('sha256');
    const schema = database
      .prepare(
        `SELECT type, name, sql FROM sqlite_schema
         WHERE sql IS NOT NULL AND tbl_name NOT IN (${searchTablesSql}) ORDER BY type, name`,
      )
      .all() as readonly { type: string; name: string; sql: string }[];
    hash.update(JSON.stringify(schema));
    hash.update(String(database.pragma('user_version', { simple: true })));
    for (const { type, name } of schema) {
      if (type !== 'table') continue;
      hash.update(`\n${name}\n`);
      const rows = database.prepare(`SELECT * FROM "${name}" ORDER BY rowid`).raw().iterate();
      for (const row of rows) for (const value of row as readonly unknown[]) addValue(hash, value);
    }
    return hash.digest('hex');
  } catch (error) {
    throw vaultError(error);
  }
}

/** Each value with its type and length, so that no two rows run into one another. */
function addValue(hash: ReturnType<typeof createHash>, value: unknown): void {
  const isBlob = value instanceof Uint8Array;
  const bytes = isBlob ? value : Buffer.from(String(value));
  hash.update(
    `${isBlob ? 'blob' : value === null ? 'null' : typeof value}:${String(bytes.length)}:`,
  );
  hash.update(bytes);
}
