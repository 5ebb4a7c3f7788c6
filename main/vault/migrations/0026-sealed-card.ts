import type { Migration } from './migration.ts';

/**
 * The sealed card of each client, a row for each field, and why it was opened each time. What opens it is written down at its end and
 * stays there: the triggers refuse everything else, whoever asks, until the client's own row is gone.
 */
export const sealedCard: Migration = {
  version: 26,
  sql: `
    CREATE TABLE card_fields (
      client_id TEXT NOT NULL REFERENCES clients (client_id),
      field TEXT NOT NULL CHECK (field IN ('name', 'place', 'contact', 'numbers')),
      written_at_ms INTEGER NOT NULL,
      text BLOB NOT NULL CHECK (length(text) >= 30),
      PRIMARY KEY (client_id, field)
    ) STRICT;
    CREATE TABLE card_openings (
      client_id TEXT NOT NULL REFERENCES clients (client_id) ON DELETE CASCADE,
      number INTEGER NOT NULL CHECK (number >= 1),
      opened_at_ms INTEGER NOT NULL,
      reason BLOB NOT NULL CHECK (length(reason) >= 39),
      PRIMARY KEY (client_id, number)
    ) STRICT;
    CREATE TRIGGER openings_grow_at_their_end BEFORE INSERT ON card_openings
      WHEN NEW.number IS NOT coalesce((SELECT max(number) FROM card_openings o WHERE o.client_id = NEW.client_id), 0) + 1
      BEGIN SELECT RAISE(ABORT, 'append only'); END;
    CREATE TRIGGER openings_are_not_changed BEFORE UPDATE ON card_openings BEGIN SELECT RAISE(ABORT, 'append only'); END;
    CREATE TRIGGER openings_are_kept BEFORE DELETE ON card_openings
      WHEN EXISTS (SELECT 1 FROM clients c WHERE c.client_id = OLD.client_id)
      BEGIN SELECT RAISE(ABORT, 'append only'); END;
  `,
};
