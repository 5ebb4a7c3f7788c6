import type { Clock } from '../../src/base/ports.ts';
import type { ClientId, NoteId } from '../../src/contract/ids.ts';
import type { Note, NoteSummary, SignedNote } from '../../src/contract/ipc.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SavedNote } from '../vault/tables/notes-table.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { VaultAccess } from './vault-service.ts';

export interface NoteService {
  /** @throws AppError not-found, vault-locked */
  list(clientId: ClientId): readonly NoteSummary[];
  /**
   * A new note with its first text, on disk for good when it returns, or nothing of it. The same again is answered as the
   * first time. @throws AppError not-found (the client, or a session with them), conflict, disk-full, vault-locked
   */
  create(note: NewNote, text: string): SavedNote;
  /** @throws AppError not-found, vault-locked */
  read(noteId: NoteId): Note;
  /** On disk for good when it returns. @throws AppError not-found, conflict, note-signed, disk-full, vault-locked */
  save(noteId: NoteId, revision: number, text: string): SavedNote;
  /** What is signed of it. @throws AppError not-found, vault-damaged, vault-locked */
  signed(noteId: NoteId): SignedNote;
  /** Signs the newest revision and locks the note. @throws AppError not-found, conflict, disk-full, vault-locked */
  sign(noteId: NoteId, revision: number): SignedNote;
  /** Adds to a signed note. @throws AppError not-found, conflict, too-many, disk-full, vault-locked */
  amend(noteId: NoteId, number: number, text: string): SignedNote;
}

/** What a note is before anything is written. */
export type NewNote = Pick<Note, 'noteId' | 'clientId' | 'sessionId'>;

export interface NoteServiceOptions {
  readonly vault: VaultAccess;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

export function createNoteService(options: NoteServiceOptions): NoteService {
  const { vault, audit, clock } = options;
  const find = (noteId: NoteId): Note => {
    const note = vault.use().notes.read(noteId);
    if (!note) throw new AppError('not-found');
    return note;
  };
  return {
    list: (clientId) => {
      const { clients, notes } = vault.use();
      if (!clients.exists(clientId)) throw new AppError('not-found');
      const listed = notes.list(clientId);
      audit.reading('record-opened', clientId, () => clientId);
      return listed;
    },
    create: (note, text) => {
      const { clients, sessions, notes } = vault.use();
      const { noteId, clientId, sessionId } = note;
      if (!clients.exists(clientId)) throw new AppError('not-found');
      if (sessionId !== null && !sessions.isWith(sessionId, clientId)) {
        throw new AppError('not-found');
      }
      const there = notes.read(noteId);
      if (there) return answeredBefore(there, note, text);
      const createdAtMs = clock.nowMs();
      return audit.alongAnyway(
        { event: 'note-written', clientId },
        () =>
          vault.use().together(
            () => {
              notes.add({ ...note, createdAtMs });
              return notes.save(noteId, 0, text, createdAtMs);
            },
            () => undefined,
          ),
        noteId,
      );
    },
    read: (noteId) => {
      const note = find(noteId);
      audit.reading('note-read', noteId, () => note.clientId);
      return note;
    },
    save: (noteId, revision, text) => {
      const { notes } = vault.use();
      const clientId = notes.clientOf(noteId);
      if (!clientId) throw new AppError('not-found');
      return audit.alongAnyway(
        { event: 'note-written', clientId },
        () => notes.save(noteId, revision, text, clock.nowMs()),
        noteId,
      );
    },
    signed: (noteId) => {
      const { clientId } = find(noteId);
      const signed = vault.use().signedNotes.read(noteId);
      audit.reading('note-read', noteId, () => clientId);
      return signed;
    },
    sign: (noteId, revision) => {
      const { clientId } = find(noteId);
      return audit.along({ event: 'note-signed', clientId }, () =>
        vault.use().signedNotes.sign(noteId, revision, clock.nowMs()),
      );
    },
    amend: (noteId, number, text) => {
      const { clientId } = find(noteId);
      return audit.alongAnyway({ event: 'note-amended', clientId }, () =>
        vault.use().signedNotes.amend(noteId, number, text, clock.nowMs()),
      );
    },
  };
}

/** @throws AppError conflict for anything but what this very call has written */
function answeredBefore(there: Note, { clientId, sessionId }: NewNote, text: string): SavedNote {
  const isSame = there.clientId === clientId && there.sessionId === sessionId;
  if (!isSame || there.revision !== 1 || there.text !== text) throw new AppError('conflict');
  return { revision: there.revision, savedAtMs: there.savedAtMs };
}
