import type { Clock, Random } from '../../src/base/ports.ts';
import { newId, type ClientId, type NoteId, type SessionId } from '../../src/contract/ids.ts';
import type { Note, NoteSummary, SignedNote } from '../../src/contract/ipc.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SavedNote } from '../vault/tables/notes-table.ts';
import type { SignedNotesTable } from '../vault/tables/signed-notes-table.ts';
import type { VaultAccess } from './vault-service.ts';

export interface NoteService {
  /** @throws AppError not-found, vault-locked */
  list(clientId: ClientId): readonly NoteSummary[];
  /** A new, empty note. @throws AppError not-found (the client, or a session with them), vault-locked */
  create(clientId: ClientId, sessionId: SessionId | null): Note;
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

export interface NoteServiceOptions {
  readonly vault: VaultAccess;
  readonly clock: Clock;
  readonly random: Random;
}

export function createNoteService({ vault, clock, random }: NoteServiceOptions): NoteService {
  const signedNotesWith = (noteId: NoteId): SignedNotesTable => {
    const { notes, signedNotes } = vault.use();
    if (!notes.read(noteId)) throw new AppError('not-found');
    return signedNotes;
  };
  return {
    list: (clientId) => {
      const { clients, notes } = vault.use();
      if (!clients.exists(clientId)) throw new AppError('not-found');
      return notes.list(clientId);
    },
    create: (clientId, sessionId) => {
      const { clients, sessions, notes } = vault.use();
      if (!clients.exists(clientId)) throw new AppError('not-found');
      if (sessionId !== null && !sessions.isWith(sessionId, clientId)) {
        throw new AppError('not-found');
      }
      const createdAtMs = clock.nowMs();
      const created = { noteId: newId<NoteId>(random), clientId, sessionId, createdAtMs };
      notes.add(created);
      return { ...created, text: '', revision: 0, savedAtMs: createdAtMs };
    },
    read: (noteId) => {
      const note = vault.use().notes.read(noteId);
      if (!note) throw new AppError('not-found');
      return note;
    },
    save: (noteId, revision, text) => vault.use().notes.save(noteId, revision, text, clock.nowMs()),
    signed: (noteId) => signedNotesWith(noteId).read(noteId),
    sign: (noteId, revision) => signedNotesWith(noteId).sign(noteId, revision, clock.nowMs()),
    amend: (noteId, number, text) =>
      signedNotesWith(noteId).amend(noteId, number, text, clock.nowMs()),
  };
}
