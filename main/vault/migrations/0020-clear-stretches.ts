import type { Migration } from './migration.ts';

/** When something of the therapist's left unsealed in a session: a page that is loaded again has forgotten it. */
export const clearStretches: Migration = {
  version: 20,
  sql: `
    CREATE TABLE clear_stretches (
      session_id TEXT NOT NULL REFERENCES sessions (session_id),
      from_ms INTEGER NOT NULL,
      to_ms INTEGER NOT NULL CHECK (to_ms >= from_ms),
      PRIMARY KEY (session_id, from_ms)
    ) STRICT;
  `,
};
