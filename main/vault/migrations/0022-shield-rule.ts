import type { Migration } from './migration.ts';

/** What the therapist wants where somebody's window is not hidden: no row before they chose. */
export const shieldRule: Migration = {
  version: 22,
  sql: `
    CREATE TABLE shield_rule (
      only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
      rule TEXT NOT NULL CHECK (rule IN ('warn', 'audio-only', 'refuse'))
    ) STRICT;
  `,
};
