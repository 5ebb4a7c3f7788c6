import { ids, type ClientId } from '../../../src/contract/ids.ts';
import type { Client } from '../../../src/contract/client-calls.ts';
import { limits } from '../../../src/contract/limits.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { ClientKeys } from '../client-keys/client-keys.ts';
import { recordRevision } from '../client-keys/keyring-state.ts';
import type { Row } from '../database/row.ts';
import { isUniqueViolation } from '../database/sqlite-error.ts';
import type { SqlHandle } from '../database/sql-handle.ts';
import { putText, putWaiting } from '../search/put-text.ts';

export interface ClientsTable {
  /** Everyone, most recently seen first; who was never seen counts from when they were added. */
  list(): readonly Client[];
  exists(clientId: ClientId): boolean;
  /** The client's key is on disk before the client is. @throws AppError conflict when the pseudonym is taken, too-many */
  add(client: Pick<Client, 'clientId' | 'pseudonym' | 'createdAtMs'>): void;
}

/** The last session is one step in the index `sessions_of_client` for each client. */
const listSql = `
  SELECT client_id, pseudonym, created_at_ms,
    (SELECT max(started_at_ms) FROM sessions WHERE sessions.client_id = clients.client_id) AS last_session_at_ms
  FROM clients
  ORDER BY coalesce(last_session_at_ms, created_at_ms) DESC, client_id`;

export function createClientsTable(sql: SqlHandle, keys: ClientKeys): ClientsTable {
  return {
    list: () => sql.all(listSql).map(readClient),
    exists: (clientId) =>
      sql.get('SELECT 1 FROM clients WHERE client_id = :clientId', { clientId }) !== null,
    add: ({ clientId, pseudonym, createdAtMs }) => {
      sql.write((write) => {
        const count = write.get('SELECT count(*) AS count FROM clients')?.int('count') ?? 0;
        if (count >= limits.clients) throw new AppError('too-many');
        try {
          write.run(
            `INSERT INTO clients (client_id, pseudonym, pseudonym_key, created_at_ms)
             VALUES (:clientId, :pseudonym, :pseudonymKey, :createdAtMs)`,
            { clientId, pseudonym, pseudonymKey: foldPseudonym(pseudonym), createdAtMs },
          );
        } catch (error) {
          throw isUniqueViolation(error) ? new AppError('conflict') : error;
        }
        const place = { kind: 'client', ref: clientId, number: 0, clientId } as const;
        putText(write, place, { text: pseudonym, atMs: createdAtMs });
        putWaiting(write);
        // Last before the commit: no key is made for whom there is no room.
        keys.add([clientId]);
        recordRevision(write, keys);
      });
    },
  };
}

/** What two pseudonyms share when a person would take them for the same. */
function foldPseudonym(pseudonym: string): string {
  return pseudonym.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
}

function readClient(row: Row): Client {
  return {
    clientId: ids.client.parse(row.text('client_id')),
    pseudonym: row.text('pseudonym'),
    createdAtMs: row.int('created_at_ms'),
    lastSessionAtMs: row.intOrNull('last_session_at_ms'),
  };
}
