import type { Migration } from './migration.ts';

/**
 * Notes that were signed, and what was added to them after. The triggers say the same as the program: what is signed is
 * not changed, whoever asks. It can be deleted, because people have a right to that when a treatment has ended.
 */
export const signedNotes: Migration = {
  version: 12,
  sql: `
    CREATE TABLE note_signatures (
      note_id TEXT NOT NULL PRIMARY KEY,
      revision INTEGER NOT NULL,
      signed_at_ms INTEGER NOT NULL,
      signature BLOB NOT NULL CHECK (length(signature) = 64),
      FOREIGN KEY (note_id, revision) REFERENCES note_revisions (note_id, revision)
    ) STRICT;
    CREATE TABLE note_amendments (
      note_id TEXT NOT NULL REFERENCES note_signatures (note_id),
      number INTEGER NOT NULL CHECK (number >= 1),
      text TEXT NOT NULL,
      signed_at_ms INTEGER NOT NULL,
      signature BLOB NOT NULL CHECK (length(signature) = 64),
      PRIMARY KEY (note_id, number)
    ) STRICT;
    CREATE TRIGGER signed_note_gets_no_revision BEFORE INSERT ON note_revisions
      WHEN EXISTS (SELECT 1 FROM note_signatures s WHERE s.note_id = NEW.note_id)
      BEGIN SELECT RAISE(ABORT, 'signed'); END;
    CREATE TRIGGER revisions_stay BEFORE UPDATE ON note_revisions BEGIN SELECT RAISE(ABORT, 'append only'); END;
    CREATE TRIGGER signatures_stay BEFORE UPDATE ON note_signatures BEGIN SELECT RAISE(ABORT, 'signed'); END;
    CREATE TRIGGER amendments_stay BEFORE UPDATE ON note_amendments BEGIN SELECT RAISE(ABORT, 'signed'); END;
  `,
};
