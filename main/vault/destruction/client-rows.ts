import type { ClientId } from '../../../src/contract/ids.ts';
import type { DestructionBody } from '../../../src/crypto/attestation/destruction-certificate.ts';
import type { ReadHandle, WriteHandle } from '../database/sql-handle.ts';

// Every row that is about a client, in the order in which they can go: who refers to somebody goes first, but for the openings of the card.

const ofNotes = 'note_id IN (SELECT note_id FROM notes WHERE client_id = :clientId)';
const ofFiles = 'file_id IN (SELECT file_id FROM files WHERE client_id = :clientId)';
const ofSessions = 'session_id IN (SELECT session_id FROM sessions WHERE client_id = :clientId)';
const ofClient = 'client_id = :clientId';

const rows: readonly (readonly [table: string, whose: string])[] = [
  ['note_amendments', ofNotes],
  ['note_signatures', ofNotes],
  ['note_revisions', ofNotes],
  ['notes', ofClient],
  ['file_parts', ofFiles],
  ['files', ofClient],
  ['slips', ofSessions],
  ['session_devices', ofSessions],
  ['clear_stretches', ofSessions],
  ['invites', ofSessions],
  ['sessions', ofClient],
  ['client_phrases', ofClient],
  ['client_treatments', ofClient],
  ['card_fields', ofClient],
  ['clients', ofClient],
  // Kept as long as the client is, and gone with them; this is for a database in which nobody refers to anybody, as in a rescue.
  ['card_openings', ofClient],
];

/** Deletes everything that is kept of a client, and the client. */
export function removeClientRows(write: WriteHandle, clientId: ClientId): void {
  for (const [table, whose] of rows) write.run(`DELETE FROM ${table} WHERE ${whose}`, { clientId });
}

/** What there is of a client. */
export function countClientRows(handle: ReadHandle, clientId: ClientId): DestructionBody['counts'] {
  const count = (table: string, whose: string): number =>
    handle
      .get(`SELECT count(*) AS count FROM ${table} WHERE ${whose}`, { clientId })
      ?.int('count') ?? 0;
  return {
    notes: count('notes', ofClient),
    revisions: count('note_revisions', ofNotes),
    amendments: count('note_amendments', ofNotes),
    files: count('files', ofClient),
    phrases: count('client_phrases', ofClient),
    sessions: count('sessions', ofClient),
    slips: count('slips', ofSessions),
  };
}
