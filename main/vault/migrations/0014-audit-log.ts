import type { Migration } from './migration.ts';

/**
 * The audit log. It grows at its end and nowhere else: the triggers refuse everything else, whoever asks. A client is a
 * random number in it, which only `audit_clients` can tell; with the client that row goes, and the number is nobody's.
 */
export const auditLog: Migration = {
  version: 14,
  sql: `
    CREATE TABLE audit_clients (
      client_id TEXT NOT NULL PRIMARY KEY REFERENCES clients (client_id) ON DELETE CASCADE,
      ref BLOB NOT NULL UNIQUE CHECK (length(ref) = 16)
    ) STRICT;
    CREATE TABLE audit_log (
      seq INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 1),
      at_ms INTEGER NOT NULL CHECK (at_ms BETWEEN 0 AND 253402300799999),
      event TEXT NOT NULL,
      subject TEXT NOT NULL,
      ref BLOB CHECK (length(ref) = 16) CHECK ((ref IS NOT NULL) = (subject = 'client')),
      outcome TEXT NOT NULL,
      times INTEGER NOT NULL CHECK (times BETWEEN 1 AND 4294967295),
      chain BLOB NOT NULL CHECK (length(chain) = 32)
    ) STRICT;
    CREATE TRIGGER audit_grows_at_its_end BEFORE INSERT ON audit_log
      WHEN NEW.seq IS NOT coalesce((SELECT max(seq) FROM audit_log), 0) + 1
      BEGIN SELECT RAISE(ABORT, 'append only'); END;
    CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'append only'); END;
    CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'append only'); END;
  `,
};
