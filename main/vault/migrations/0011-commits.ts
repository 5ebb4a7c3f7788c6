import type { Migration } from './migration.ts';

/**
 * The journal of commits (main/vault/journal): each write adds a row, in its own transaction, whose hash follows from the
 * one before and from everything that is in the vault after it. The key makes sums of rows that nobody else can aim at.
 */
export const commits: Migration = {
  version: 11,
  sql: `
    CREATE TABLE commits (
      seq INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 1),
      row_sum BLOB NOT NULL CHECK (length(row_sum) = 32),
      chain BLOB NOT NULL CHECK (length(chain) = 32)
    ) STRICT;
    CREATE TABLE commit_key (
      only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
      key BLOB NOT NULL CHECK (length(key) = 32)
    ) STRICT;
  `,
};
