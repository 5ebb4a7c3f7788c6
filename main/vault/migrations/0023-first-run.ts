import type { Migration } from './migration.ts';

/** A row while the recovery key is owed that the first run ends with. Vaults of before owe none. */
export const firstRun: Migration = {
  version: 23,
  sql: `
    CREATE TABLE first_run (
      only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1)
    ) STRICT;
  `,
};
