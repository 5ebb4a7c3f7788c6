import type { Migration } from './migration.ts';

/**
 * A backup key is pending until the header is known to name its recovery key: what is interrupted in between leaves a key
 * that nobody has on paper. Those of before are none: which of them never came into force, nobody can tell any more.
 */
export const pendingKeys: Migration = {
  version: 25,
  sql: `
    ALTER TABLE backup_keys
      ADD COLUMN pending INTEGER NOT NULL DEFAULT 0 CHECK (pending IN (0, 1));
  `,
};
