import type { Clock, Random } from '../../src/base/ports.ts';
import { newId, type ClientId, type NoteId, type SessionId } from '../../src/contract/ids.ts';
import type { Note, NoteSummary, SignedNote } from '../../src/contract/ipc.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SavedNote } from '../vault/tables/notes-table.ts';
import type { AuditTrail } from './audit-trail.ts';
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
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly random: Random;
}

export function createNoteService(options: NoteServiceOptions): NoteService {
  const { vault, audit, clock, random } = options;
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
