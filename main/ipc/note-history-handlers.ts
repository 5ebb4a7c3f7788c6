import type { NoteHistoryHandlers } from '../../src/contract/note-history-calls.ts';
import type { NoteHistoryService } from '../services/note-history-service.ts';

/** The calls about what notes said before. */
export function noteHistoryHandlers(history: NoteHistoryService): NoteHistoryHandlers {
  return {
    'note.revisions': ({ noteId, before }) => history.list(noteId, before),
    'note.read-revision': ({ noteId, revision }) => history.read(noteId, revision),
  };
}
