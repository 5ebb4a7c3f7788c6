import type { Clock, Random } from '../../src/base/ports.ts';
import { newId, type ClientId, type NoteId, type SessionId } from '../../src/contract/ids.ts';
import type { Note, NoteSummary } from '../../src/contract/ipc.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SavedNote } from '../vault/tables/notes-table.ts';
import type { VaultAccess } from './vault-service.ts';

export interface NoteService {
  /** @throws AppError not-found, vault-locked */
  list(clientId: ClientId): readonly NoteSummary[];
  /** A new, empty note. @throws AppError not-found (the client, or a session with them), vault-locked */
  create(clientId: ClientId, sessionId: SessionId | null): Note;
  /** @throws AppError not-found, vault-locked */
  read(noteId: NoteId): Note;
  /** On disk for good when it returns. @throws AppError not-found, conflict, disk-full, vault-locked */
  save(noteId: NoteId, revision: number, text: string): SavedNote;
}

export interface NoteServiceOptions {
  readonly vault: VaultAccess;
  readonly clock: Clock;
  readonly random: Random;
}

export function createNoteService({ vault, clock, random }: NoteServiceOptions): NoteService {
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
  };
}
