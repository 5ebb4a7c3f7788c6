import type { Migration } from './migration.ts';

/** Which change of the header was the last (header/header-revision.ts). 0: from before they were counted. */
export const headerRevision: Migration = {
  version: 21,
  sql: `
    ALTER TABLE keyring_state
      ADD COLUMN header_revision INTEGER NOT NULL DEFAULT 0 CHECK (header_revision >= 0);
  `,
};
