import type { Migration } from './migration.ts';
import { sealRows } from './seal-rows.ts';

/**
 * What is kept of a client is sealed under that client's key (main/vault/client-keys): texts, phrases, papers, slips, and
 * with them what would tell a text or a paper by itself, such as its hash, its name or a signature over it. What was there
 * is moved, row by row, from tables that are gone after. Whose treatment has ended, and who was destroyed, is new. The checks are those of before, and 29 bytes for the seal.
 */
export const sealed: Migration = {
  version: 13,
  sql: `
    CREATE TABLE keyring_state (
      only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
      revision INTEGER NOT NULL,
      must_clean INTEGER NOT NULL CHECK (must_clean IN (0, 1))
    ) STRICT;

    CREATE TABLE client_treatments (
      client_id TEXT NOT NULL PRIMARY KEY REFERENCES clients (client_id),
      ended_at_ms INTEGER NOT NULL,
      adult_in_year INTEGER
    ) STRICT;
    CREATE TABLE destructions (
      client_id TEXT NOT NULL PRIMARY KEY,
      begun_at_ms INTEGER NOT NULL,
      reason TEXT,
      counts TEXT NOT NULL,
      certificate BLOB
    ) STRICT;

    DROP TRIGGER signed_note_gets_no_revision;
    DROP TRIGGER revisions_stay;
    DROP TRIGGER signatures_stay;
    DROP TRIGGER amendments_stay;
    DROP INDEX files_of_client;
    DROP INDEX files_of_session;
    DROP INDEX unfinished_files;
    DROP INDEX slips_of_session;
    ALTER TABLE note_revisions RENAME TO plain_note_revisions;
    ALTER TABLE note_signatures RENAME TO plain_note_signatures;
    ALTER TABLE note_amendments RENAME TO plain_note_amendments;
    ALTER TABLE client_phrases RENAME TO plain_client_phrases;
    ALTER TABLE files RENAME TO plain_files;
    ALTER TABLE file_parts RENAME TO plain_file_parts;
    ALTER TABLE slips RENAME TO plain_slips;

    CREATE TABLE note_revisions (
      note_id TEXT NOT NULL REFERENCES notes (note_id),
      revision INTEGER NOT NULL CHECK (revision >= 1),
      saved_at_ms INTEGER NOT NULL,
      first_line BLOB NOT NULL CHECK (length(first_line) >= 29),
      text BLOB NOT NULL CHECK (length(text) >= 29),
      PRIMARY KEY (note_id, revision)
    ) STRICT;
    CREATE TABLE note_signatures (
      note_id TEXT NOT NULL PRIMARY KEY,
      revision INTEGER NOT NULL,
      signed_at_ms INTEGER NOT NULL,
      signature BLOB NOT NULL CHECK (length(signature) = 93),
      FOREIGN KEY (note_id, revision) REFERENCES note_revisions (note_id, revision)
    ) STRICT;
    CREATE TABLE note_amendments (
      note_id TEXT NOT NULL REFERENCES note_signatures (note_id),
      number INTEGER NOT NULL CHECK (number >= 1),
      text BLOB NOT NULL CHECK (length(text) >= 29),
      signed_at_ms INTEGER NOT NULL,
      signature BLOB NOT NULL CHECK (length(signature) = 93),
      PRIMARY KEY (note_id, number)
    ) STRICT;
    CREATE TABLE client_phrases (
      client_id TEXT NOT NULL PRIMARY KEY REFERENCES clients (client_id),
      phrase BLOB NOT NULL CHECK (length(phrase) >= 29)
    ) STRICT;
    CREATE TABLE files (
      file_id TEXT NOT NULL PRIMARY KEY,
      client_id TEXT NOT NULL REFERENCES clients (client_id),
      session_id TEXT REFERENCES sessions (session_id),
      name BLOB NOT NULL CHECK (length(name) >= 29),
      size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
      kept_at_ms INTEGER NOT NULL,
      sha256 BLOB CHECK (length(sha256) = 61)
    ) STRICT;
    CREATE INDEX files_of_client ON files (client_id, kept_at_ms);
    CREATE INDEX files_of_session ON files (session_id);
    CREATE INDEX unfinished_files ON files (file_id) WHERE sha256 IS NULL;
    CREATE TABLE file_parts (
      file_id TEXT NOT NULL REFERENCES files (file_id),
      part INTEGER NOT NULL CHECK (part >= 0),
      bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 30 AND 262173),
      PRIMARY KEY (file_id, part)
    ) STRICT;
    CREATE TABLE slips (
      slip_id TEXT NOT NULL PRIMARY KEY,
      session_id TEXT NOT NULL REFERENCES sessions (session_id),
      kept_at_ms INTEGER NOT NULL,
      slip BLOB NOT NULL CHECK (length(slip) >= 29)
    ) STRICT;
    CREATE INDEX slips_of_session ON slips (session_id);
  `,
  convert: (database, keys) => {
    sealRows(database, keys);
    // Children first. What was in them is overwritten (secure_delete), and the file is made anew after.
    database.exec(`
      DROP TABLE plain_note_amendments;
      DROP TABLE plain_note_signatures;
      DROP TABLE plain_note_revisions;
      DROP TABLE plain_client_phrases;
      DROP TABLE plain_file_parts;
      DROP TABLE plain_files;
      DROP TABLE plain_slips;
      CREATE TRIGGER signed_note_gets_no_revision BEFORE INSERT ON note_revisions
        WHEN EXISTS (SELECT 1 FROM note_signatures s WHERE s.note_id = NEW.note_id)
        BEGIN SELECT RAISE(ABORT, 'signed'); END;
      CREATE TRIGGER revisions_stay BEFORE UPDATE ON note_revisions BEGIN SELECT RAISE(ABORT, 'append only'); END;
      CREATE TRIGGER signatures_stay BEFORE UPDATE ON note_signatures BEGIN SELECT RAISE(ABORT, 'signed'); END;
      CREATE TRIGGER amendments_stay BEFORE UPDATE ON note_amendments BEGIN SELECT RAISE(ABORT, 'signed'); END;
    `);
  },
};
