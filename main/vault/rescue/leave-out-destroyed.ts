import type { ClientId } from '../../../src/contract/ids.ts';
import type { ClientKeys } from '../client-keys/client-keys.ts';
import { createSqlHandle } from '../database/sql-handle.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { removeClientRows } from '../destruction/client-rows.ts';
import { clientIn, lostRows } from './find-owners.ts';
import type { Losses } from './losses.ts';
import type { SalvagedRows } from './salvage-rows.ts';
import type { LostRow } from './salvage-table.ts';

export interface LeaveOutOptions {
  /** The salvaged one, which is changed. */
  readonly database: SqliteDatabase;
  readonly keys: ClientKeys;
  readonly salvaged: SalvagedRows;
  readonly losses: Losses;
}

/**
 * Takes out whoever was destroyed, as every opening of a vault does: an older page may have them still, and so has a vault in
 * which their destruction was decided and then interrupted. Nothing is said to be lost of them either. To be called when the
 * owners of all rows are found. @returns who they are
 */
export function leaveOutDestroyed(options: LeaveOutOptions): ReadonlySet<ClientId> {
  const { database, keys, salvaged, losses } = options;
  const decided = database.prepare('SELECT client_id FROM destructions').all();
  const lost = lostRows(salvaged, 'destructions').map(({ known }) => known);
  const named = [...(decided as readonly LostRow['known'][]), ...lost].map(clientIn);
  const destroyed = new Set([...keys.destroyed, ...named.filter((id) => id !== null)]);
  createSqlHandle(database).write((write) => {
    for (const clientId of destroyed) removeClientRows(write, clientId);
  });
  losses.leaveOut(destroyed);
  return destroyed;
}
