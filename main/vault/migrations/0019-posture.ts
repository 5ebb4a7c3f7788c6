import type { Migration } from './migration.ts';

/**
 * What the computer was like, day by day: evidence after a theft, so it grows at its end and nowhere else. Which checks a
 * session needs: no row, no demand. The keys that a server showed: as many rows as its chain has certificates.
 */
export const posture: Migration = {
  version: 19,
  sql: `
    CREATE TABLE posture_records (
      seq INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 1),
      at_ms INTEGER NOT NULL CHECK (at_ms BETWEEN 0 AND 253402300799999),
      system TEXT NOT NULL,
      findings TEXT NOT NULL CHECK (json_valid(findings))
    ) STRICT;
    CREATE TRIGGER posture_grows_at_its_end BEFORE INSERT ON posture_records
      WHEN NEW.seq IS NOT coalesce((SELECT max(seq) FROM posture_records), 0) + 1
      BEGIN SELECT RAISE(ABORT, 'append only'); END;
    CREATE TRIGGER posture_is_not_changed BEFORE UPDATE ON posture_records
      BEGIN SELECT RAISE(ABORT, 'append only'); END;
    CREATE TRIGGER posture_is_kept BEFORE DELETE ON posture_records
      BEGIN SELECT RAISE(ABORT, 'append only'); END;
    CREATE TABLE posture_required (
      "check" TEXT NOT NULL PRIMARY KEY
    ) STRICT;
    CREATE TABLE server_keys (
      origin TEXT NOT NULL,
      pin BLOB NOT NULL CHECK (length(pin) = 32),
      PRIMARY KEY (origin, pin)
    ) STRICT;
  `,
};
