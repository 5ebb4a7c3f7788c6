import type { Migration } from './migration.ts';

/** When all of the vault was read last, and whether it was what was written: no row before it was. */
export const lastCheck: Migration = {
  version: 18,
  sql: `
    CREATE TABLE last_check (
      only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
      checked_at_ms INTEGER NOT NULL,
      is_right INTEGER NOT NULL CHECK (is_right IN (0, 1))
    ) STRICT;
  `,
};
