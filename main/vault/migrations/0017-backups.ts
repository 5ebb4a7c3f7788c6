import type { Migration } from './migration.ts';

/**
 * Backups. A key for each recovery key, with the wrap that this recovery key opens: the secret of it is at hand only when it
 * is made, and a folder may be named years later. `backup_state` is the one row of where backups go and how they fare.
 */
export const backups: Migration = {
  version: 17,
  sql: `
    CREATE TABLE backup_keys (
      key_id BLOB NOT NULL PRIMARY KEY CHECK (length(key_id) = 16),
      key BLOB NOT NULL CHECK (length(key) = 32),
      params BLOB NOT NULL,
      nonce BLOB NOT NULL CHECK (length(nonce) = 12),
      sealed BLOB NOT NULL CHECK (length(sealed) = 48)
    ) STRICT;
    CREATE TABLE backup_state (
      only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
      folder TEXT,
      last_name TEXT,
      last_at_ms INTEGER,
      last_bytes INTEGER,
      failed_at_ms INTEGER,
      failed_code TEXT,
      tested_at_ms INTEGER,
      owes_keyring INTEGER NOT NULL DEFAULT 0 CHECK (owes_keyring IN (0, 1))
    ) STRICT;
    INSERT INTO backup_state (only_row) VALUES (1);
  `,
};
