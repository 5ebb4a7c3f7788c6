import type { NoteId } from '../../src/contract/ids.ts';
import type { NoteRevisions, NoteRevisionText } from '../../src/contract/note-history-calls.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { VaultAccess } from './vault-service.ts';

/** What notes said before. */
export interface NoteHistoryService {
  /** Newest first, those below `before`. @throws AppError not-found, vault-locked */
  list(noteId: NoteId, before: number | null): NoteRevisions;
  /** @throws AppError not-found (the note, or this save of it), vault-locked */
  read(noteId: NoteId, revision: number): NoteRevisionText;
}

export function createNoteHistoryService({
  vault,
  audit,
}: {
  readonly vault: VaultAccess;
  readonly audit: AuditTrail;
}): NoteHistoryService {
  return {
    list: (noteId, before) => {
      const { notes, noteRevisions } = vault.use();
      if (!notes.read(noteId)) throw new AppError('not-found');
      return noteRevisions.list(noteId, before);
    },
    read: (noteId, revision) => {
      const { notes, noteRevisions } = vault.use();
      const found = noteRevisions.read(noteId, revision);
      if (!found) throw new AppError('not-found');
      audit.reading('note-read', noteId, () => notes.clientOf(noteId));
      return found;
    },
  };
}
