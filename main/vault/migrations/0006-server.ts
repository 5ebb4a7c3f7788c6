import type { Migration } from './migration.ts';

/** The practice's server: no row before one was chosen. */
export const server: Migration = {
  version: 6,
  sql: `
    CREATE TABLE server (
      only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
      origin TEXT NOT NULL,
      enrolled INTEGER NOT NULL CHECK (enrolled IN (0, 1))
    ) STRICT;
  `,
};
