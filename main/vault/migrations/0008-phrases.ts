import type { Migration } from './migration.ts';

/** What a therapist and a client have agreed to say to each other, so that each knows the other. Optional. */
export const phrases: Migration = {
  version: 8,
  sql: `
    CREATE TABLE client_phrases (
      client_id TEXT NOT NULL PRIMARY KEY REFERENCES clients (client_id),
      phrase TEXT NOT NULL
    ) STRICT;
  `,
};
