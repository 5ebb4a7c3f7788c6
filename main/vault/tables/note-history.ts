import type { NoteId } from '../../../src/contract/ids.ts';
import type { WriteHandle } from '../database/sql-handle.ts';

// Every save is a row of its own and none is ever changed, so that a save that was a mistake can be undone. A note is
// saved about once a second while somebody types; keeping all of it would make the vault a hundred times larger. So the
// newest revisions stay, and of the older ones the last of every few minutes.

const newestKept = 32;
const bucketMs = 5 * 60_000;

/**
 * Drops what just left the newest revisions, if a later revision of the same few minutes did too. Looks at one pair of
 * rows for each save, however long the history is.
 */
export function thinRevisions(write: WriteHandle, noteId: NoteId, newest: number): void {
  const successor = newest - newestKept;
  // The length of a bucket is part of the text, because numbers are bound as fractions: they would not divide whole.
  const bucket = `saved_at_ms / ${String(bucketMs)}`;
  write.run(
    `DELETE FROM note_revisions
     WHERE note_id = :noteId AND revision = :successor - 1
       AND ${bucket} = (
         SELECT ${bucket} FROM note_revisions
         WHERE note_id = :noteId AND revision = :successor)`,
    { noteId, successor },
  );
}
