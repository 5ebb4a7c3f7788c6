import type { Migration } from './migration.ts';

/** Attestation slips as they were kept, and which session ended last, because only that one is still signed for. */
export const slips: Migration = {
  version: 9,
  sql: `
    CREATE TABLE slips (
      slip_id TEXT NOT NULL PRIMARY KEY,
      session_id TEXT NOT NULL REFERENCES sessions (session_id),
      kept_at_ms INTEGER NOT NULL,
      slip BLOB NOT NULL
    ) STRICT;
    CREATE INDEX slips_of_session ON slips (session_id);
    CREATE INDEX sessions_by_end ON sessions (ended_at_ms) WHERE ended_at_ms IS NOT NULL;
  `,
};
