import { createSearchSql } from '../search/search-tables.ts';
import type { Migration } from './migration.ts';

/**
 * The full-text index, empty: it is built in small steps when the vault is open, because that takes a minute for ten years
 * of notes. What it is made of is no part of the schema, as it is made anew whenever that changes.
 */
export const search: Migration = { version: 16, sql: createSearchSql };
