import type { SqlHandle } from '../database/sql-handle.ts';

interface ServerSettings {
  readonly origin: string;
  /** The server took our identity key. */
  readonly enrolled: boolean;
}

export interface ServerTable {
  get(): ServerSettings | null;
  /** A server of another origin starts out not enrolled; the same one again stays as it is. */
  choose(origin: string): void;
  /** Remembers the enrolment; nothing happens without a server. */
  markEnrolled(): void;
}

export function createServerTable(sql: SqlHandle): ServerTable {
  return {
    get: () => {
      const row = sql.get('SELECT origin, enrolled FROM server');
      return row && { origin: row.text('origin'), enrolled: row.int('enrolled') === 1 };
    },
    choose: (origin) => {
      sql.write((write) =>
        write.run(
          `INSERT INTO server (only_row, origin, enrolled) VALUES (1, :origin, 0)
           ON CONFLICT (only_row) DO UPDATE SET origin = excluded.origin, enrolled = 0
           WHERE origin <> excluded.origin`,
          { origin },
        ),
      );
    },
    markEnrolled: () => {
      sql.write((write) => write.run('UPDATE server SET enrolled = 1'));
    },
  };
}
