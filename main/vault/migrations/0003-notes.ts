import type { Migration } from './migration.ts';

/** Notes and what they said at each save. A note without a revision is new and empty. */
export const notes: Migration = {
  version: 3,
  sql: `
    CREATE TABLE notes (
      note_id TEXT NOT NULL PRIMARY KEY,
      client_id TEXT NOT NULL REFERENCES clients (client_id),
      session_id TEXT REFERENCES sessions (session_id),
      created_at_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX notes_of_client ON notes (client_id, created_at_ms);
    CREATE INDEX notes_of_session ON notes (session_id);
    CREATE TABLE note_revisions (
      note_id TEXT NOT NULL REFERENCES notes (note_id),
      revision INTEGER NOT NULL CHECK (revision >= 1),
      saved_at_ms INTEGER NOT NULL,
      text TEXT NOT NULL,
      PRIMARY KEY (note_id, revision)
    ) STRICT;
  `,
};
