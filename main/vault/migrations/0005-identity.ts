import type { Migration } from './migration.ts';

/** The therapist's Ed25519 identity: exactly one row, written when the vault is made. */
export const identity: Migration = {
  version: 5,
  sql: `
    CREATE TABLE identity (
      only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
      private_key BLOB NOT NULL CHECK (length(private_key) = 32),
      public_key BLOB NOT NULL CHECK (length(public_key) = 32),
      created_at_ms INTEGER NOT NULL
    ) STRICT;
  `,
};
