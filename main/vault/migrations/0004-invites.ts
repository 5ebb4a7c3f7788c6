import type { Migration } from './migration.ts';

/** Invites of sessions. The secret is in the link too, and nowhere else. */
export const invites: Migration = {
  version: 4,
  sql: `
    CREATE TABLE invites (
      invite_id TEXT NOT NULL PRIMARY KEY,
      session_id TEXT NOT NULL REFERENCES sessions (session_id),
      secret BLOB NOT NULL CHECK (length(secret) = 32),
      state TEXT NOT NULL CHECK (state IN ('open', 'bound', 'revoked')),
      opens_at_ms INTEGER NOT NULL,
      expires_at_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX invites_of_session ON invites (session_id);
  `,
};
