import type { Migration } from './migration.ts';

/** After how many minutes without use the vault locks: no row before somebody chose. */
export const autoLock: Migration = {
  version: 15,
  sql: `
    CREATE TABLE auto_lock (
      only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
      idle_minutes INTEGER NOT NULL CHECK (idle_minutes BETWEEN 1 AND 60)
    ) STRICT;
  `,
};
