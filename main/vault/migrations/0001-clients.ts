import type { Migration } from './migration.ts';

/** Clients under a pseudonym. `pseudonym_key` is its folded form: two that look alike are one. */
export const clients: Migration = {
  version: 1,
  sql: `
    CREATE TABLE clients (
      client_id TEXT NOT NULL PRIMARY KEY,
      pseudonym TEXT NOT NULL,
      pseudonym_key TEXT NOT NULL UNIQUE,
      created_at_ms INTEGER NOT NULL
    ) STRICT;
  `,
};
