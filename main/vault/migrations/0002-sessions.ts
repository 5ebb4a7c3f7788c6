import type { Migration } from './migration.ts';

/** Sessions with clients. The index over a constant lets at most one of them run. */
export const sessions: Migration = {
  version: 2,
  sql: `
    CREATE TABLE sessions (
      session_id TEXT NOT NULL PRIMARY KEY,
      client_id TEXT NOT NULL REFERENCES clients (client_id),
      room_id TEXT NOT NULL UNIQUE,
      server_origin TEXT NOT NULL,
      started_at_ms INTEGER NOT NULL,
      ended_at_ms INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX one_running_session ON sessions ((1)) WHERE ended_at_ms IS NULL;
    CREATE INDEX sessions_of_client ON sessions (client_id, started_at_ms);
  `,
};
