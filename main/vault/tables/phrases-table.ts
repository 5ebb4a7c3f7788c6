import type { ClientId } from '../../../src/contract/ids.ts';
import type { ClientSealing } from '../client-keys/client-keys.ts';
import { places } from '../client-keys/places.ts';
import type { ReadHandle, SqlHandle } from '../database/sql-handle.ts';

/** Phrases that were agreed with clients. */
export interface PhrasesTable {
  get(clientId: ClientId): string | null;
  /** Replaces what was agreed before; null forgets it. */
  set(clientId: ClientId, phrase: string | null): void;
}

export function createPhrasesTable(sql: SqlHandle, sealing: ClientSealing): PhrasesTable {
  const get = (handle: ReadHandle, clientId: ClientId): string | null => {
    const row = handle.get('SELECT phrase FROM client_phrases WHERE client_id = :clientId', {
      clientId,
    });
    return row && sealing.openText(places.phrase(clientId), row.blob('phrase'));
  };
  return {
    get: (clientId) => get(sql, clientId),
    set: (clientId, phrase) => {
      sql.write((write) => {
        // Sealed again, the same phrase would be another row: nothing has changed, and nothing is to be noted.
        if (phrase === get(write, clientId)) return;
        if (phrase === null) {
          write.run('DELETE FROM client_phrases WHERE client_id = :clientId', { clientId });
          return;
        }
        write.run(
          `INSERT INTO client_phrases (client_id, phrase) VALUES (:clientId, :sealed)
           ON CONFLICT (client_id) DO UPDATE SET phrase = excluded.phrase`,
          { clientId, sealed: sealing.sealText(places.phrase(clientId), phrase) },
        );
      });
    },
  };
}
