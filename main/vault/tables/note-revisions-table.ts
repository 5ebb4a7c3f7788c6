import { ids, type NoteId } from '../../../src/contract/ids.ts';
import { limits } from '../../../src/contract/limits.ts';
import type { NoteRevisions, NoteRevisionText } from '../../../src/contract/note-history-calls.ts';
import type { ClientSealing } from '../client-keys/client-keys.ts';
import { places } from '../client-keys/places.ts';
import { sealOverheadBytes } from '../client-keys/sealed-value.ts';
import type { ReadHandle } from '../database/sql-handle.ts';

/** What a note said at its saves; read only. Which of them are kept: see note-history.ts. */
export interface NoteRevisionsTable {
  /** Newest first, those below `before`; null: from the newest on. Empty also for a note that is not there. */
  list(noteId: NoteId, before: number | null): NoteRevisions;
  /** Null when that save is not kept, or never was. */
  read(noteId: NoteId, revision: number): NoteRevisionText | null;
}

const listSql = `
  SELECT revision, saved_at_ms, octet_length(text) AS sealed_bytes FROM note_revisions
  WHERE note_id = :noteId AND revision < :before
  ORDER BY revision DESC LIMIT :most`;

const readSql = `
  SELECT client_id, saved_at_ms, text FROM note_revisions JOIN notes USING (note_id)
  WHERE note_id = :noteId AND revision = :revision`;

export function createNoteRevisionsTable(
  sql: ReadHandle,
  sealing: ClientSealing,
): NoteRevisionsTable {
  const page = limits.noteRevisionsPerPage;
  return {
    list: (noteId, before) => {
      const rows = sql.all(listSql, {
        noteId,
        before: before ?? Number.MAX_SAFE_INTEGER,
        // One more than a page tells whether there is another.
        most: page + 1,
      });
      return {
        revisions: rows.slice(0, page).map((row) => ({
          revision: row.int('revision'),
          savedAtMs: row.int('saved_at_ms'),
          sizeBytes: row.int('sealed_bytes') - sealOverheadBytes,
        })),
        hasOlder: rows.length > page,
      };
    },
    read: (noteId, revision) => {
      const row = sql.get(readSql, { noteId, revision });
      if (!row) return null;
      const place = places.noteText(ids.client.parse(row.text('client_id')), noteId, revision);
      const text = sealing.openText(place, row.blob('text'));
      return { revision, savedAtMs: row.int('saved_at_ms'), text };
    },
  };
}
