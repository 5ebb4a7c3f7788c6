import type { Migration } from './migration.ts';

/** Files of clients, in parts, because the pages of a part are held in memory. Without a hash a file is unfinished. */
export const files: Migration = {
  version: 10,
  sql: `
    CREATE TABLE files (
      file_id TEXT NOT NULL PRIMARY KEY,
      client_id TEXT NOT NULL REFERENCES clients (client_id),
      session_id TEXT REFERENCES sessions (session_id),
      name TEXT NOT NULL,
      size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
      kept_at_ms INTEGER NOT NULL,
      sha256 BLOB CHECK (length(sha256) = 32)
    ) STRICT;
    CREATE INDEX files_of_client ON files (client_id, kept_at_ms);
    CREATE INDEX files_of_session ON files (session_id);
    CREATE INDEX unfinished_files ON files (file_id) WHERE sha256 IS NULL;
    CREATE TABLE file_parts (
      file_id TEXT NOT NULL REFERENCES files (file_id),
      part INTEGER NOT NULL CHECK (part >= 0),
      bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 262144),
      PRIMARY KEY (file_id, part)
    ) STRICT;
  `,
};
