import type { Migration } from './migration.ts';

/** How long records are kept in this practice: no row before that was set. */
export const retentionRules: Migration = {
  version: 24,
  sql: `
    CREATE TABLE retention_rules (
      only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
      years INTEGER NOT NULL CHECK (years BETWEEN 1 AND 100),
      minor_until_age INTEGER NOT NULL CHECK (minor_until_age BETWEEN 18 AND 100)
    ) STRICT;
  `,
};
