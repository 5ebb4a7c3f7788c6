import type { Bytes } from '../../../src/base/bytes.ts';
import type { SqlHandle } from '../database/sql-handle.ts';

/** Which keys a server showed when it was believed last: SHA-256 of each in its chain. */
export interface ServerKeysTable {
  /** None for a server that was never believed. */
  of(origin: string): readonly Bytes[];
  /** These, and none of those before. */
  remember(origin: string, pins: readonly Bytes[]): void;
}

export function createServerKeysTable(sql: SqlHandle): ServerKeysTable {
  return {
    of: (origin) =>
      sql
        .all('SELECT pin FROM server_keys WHERE origin = :origin ORDER BY pin', { origin })
        .map((row) => row.blob('pin')),
    remember: (origin, pins) => {
      sql.write((write) => {
        write.run('DELETE FROM server_keys WHERE origin = :origin', { origin });
        for (const pin of pins) {
          write.run('INSERT OR IGNORE INTO server_keys (origin, pin) VALUES (:origin, :pin)', {
            origin,
            pin,
          });
        }
      });
    },
  };
}
