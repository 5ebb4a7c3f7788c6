import { ids, type ClientId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { ReadHandle, SqlHandle, WriteHandle } from '../database/sql-handle.ts';
import type { ClientKeys } from './client-keys.ts';

// The keyring lies outside of the database, and the database knows its last revision: in one row, which the journal of
// commits covers like every other. The keyring is always written first. So it may be ahead, by a key that nothing was
// sealed under yet; if it is behind, somebody put an old one in its place.

/** Inside the transaction that needs the keyring as it is now. */
export function recordRevision(write: WriteHandle, keys: ClientKeys): void {
  write.run('UPDATE keyring_state SET revision = :revision', { revision: keys.revision });
}

/**
 * Holds the keyring against the database.
 * @throws AppError vault-rolled-back when it is an old one, unless a person accepts that; vault-damaged, disk-full
 */
export function bindKeyring(sql: SqlHandle, keys: ClientKeys, acceptOlder: boolean): void {
  const known = sql.get('SELECT revision FROM keyring_state')?.int('revision');
  if (known === undefined) throw new AppError('vault-damaged', 'no revision of the keyring');
  if (keys.revision >= known) return;
  if (!acceptOlder) throw new AppError('vault-rolled-back', 'keyring behind');
  // It must not bring back the key of anybody who was destroyed since.
  keys.adopt(known + 1, clientsIn(sql, 'clients'), clientsIn(sql, 'destructions'));
  sql.write((write) => {
    recordRevision(write, keys);
  });
}

function clientsIn(sql: ReadHandle, table: 'clients' | 'destructions'): ReadonlySet<ClientId> {
  const rows = sql.all(`SELECT client_id FROM ${table}`);
  return new Set(rows.map((row) => ids.client.parse(row.text('client_id'))));
}
