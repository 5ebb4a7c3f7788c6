import type { Migration } from './migration.ts';

/**
 * Which device a seat is bound to, and which devices were in which session with what was said of their words. No former
 * version bound a seat; one that claims to be bound without a device is open to nobody. Secrets of sessions that have
 * ended go: nobody joins those any more.
 */
export const seats: Migration = {
  version: 7,
  sql: `
    DELETE FROM invites WHERE session_id IN (SELECT session_id FROM sessions WHERE ended_at_ms IS NOT NULL);
    UPDATE invites SET state = 'revoked' WHERE state = 'bound';
    ALTER TABLE invites ADD COLUMN device_key BLOB
      CHECK ((state = 'bound') = (device_key IS NOT NULL))
      CHECK (device_key IS NULL OR length(device_key) = 32);
    CREATE TABLE session_devices (
      session_id TEXT NOT NULL REFERENCES sessions (session_id),
      device_key BLOB NOT NULL CHECK (length(device_key) = 32),
      guest_kind TEXT NOT NULL CHECK (guest_kind IN ('app', 'browser')),
      words TEXT CHECK (words IN ('same', 'different')),
      PRIMARY KEY (session_id, device_key)
    ) STRICT;
  `,
};
