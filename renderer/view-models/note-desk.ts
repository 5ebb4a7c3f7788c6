import type { Clock, Random } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import { newId, type ClientId, type NoteId } from '../../src/contract/ids.ts';
import type { Note, Session } from '../../src/contract/ipc.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import type { NoteEditorModel } from './note-editor-model.ts';
import { NoteEditor, type UnwrittenNote } from './note-editor.ts';

/** The notes that are open, so that the same one asked for twice is one editor, and all can be saved at once. */
export interface NoteDesk {
  /** `newFor`: it is a new note about this client, and need not be in the vault yet. */
  open(noteId: NoteId, newFor?: ClientId): NoteEditorModel;
  /** The note that belongs to a session; the vault has one from the first word on. */
  openForSession(session: Session): NoteEditorModel;
  /** Saves everything that is open. False when something could not be saved. */
  saveAll(): Promise<boolean>;
  /**
   * Forgets every note of which the vault has all: for a page that must not hold any. What could not be saved stays and
   * is tried again, unless `evenUnsaved`. Answers whether everything is forgotten.
   */
  putAway(options: { readonly evenUnsaved: boolean }): boolean;
  /** Forgets every word about a client whose record is destroyed, what no vault takes any more as well. */
  readonly forgetClient: (clientId: ClientId) => void;
}

export function createNoteDesk(options: {
  readonly ipc: IpcClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly scope: Scope;
}): NoteDesk {
  const { ipc, clock, random, scope } = options;
  const editors = new Map<string, NoteEditor>();
  const editorOf = (key: string, read: () => Promise<Note | UnwrittenNote>): NoteEditorModel => {
    const open = editors.get(key);
    if (open) return open;
    const editor = new NoteEditor({
      ipc,
      clock,
      read,
      onClosed: () => {
        editors.delete(key);
      },
    });
    editors.set(key, editor);
    return editor;
  };
  scope.own(() => {
    for (const editor of editors.values()) editor.drop();
  });
  return {
    open: (noteId, newFor) => editorOf(noteId, () => readNote(ipc, noteId, newFor ?? null)),
    openForSession: (session) =>
      editorOf(session.sessionId, () => readSessionNote(ipc, random, session)),
    async saveAll() {
      const saved = await Promise.all([...editors.values()].map((editor) => editor.flush()));
      return saved.every(Boolean);
    },
    putAway({ evenUnsaved }) {
      for (const editor of editors.values()) {
        if (evenUnsaved || editor.isSaved) editor.drop();
      }
      return editors.size === 0;
    },
    forgetClient: (clientId) => {
      for (const editor of editors.values()) if (editor.isAbout(clientId)) editor.drop();
    },
  };
}

/** A note that was put away before anybody wrote in it is as new as before. */
async function readNote(
  ipc: IpcClient,
  noteId: NoteId,
  newFor: ClientId | null,
): Promise<Note | UnwrittenNote> {
  try {
    return await ipc.call('note.read', { noteId });
  } catch (error) {
    if (newFor === null || AppError.from(error).code !== 'not-found') throw error;
    return { noteId, unwritten: { clientId: newFor, sessionId: null } };
  }
}

async function readSessionNote(
  ipc: IpcClient,
  random: Random,
  session: Session,
): Promise<Note | UnwrittenNote> {
  const { clientId, sessionId } = session;
  const { notes } = await ipc.call('note.list', { clientId });
  const existing = notes.find((note) => note.sessionId === sessionId);
  return existing
    ? ipc.call('note.read', { noteId: existing.noteId })
    : { noteId: newId<NoteId>(random), unwritten: { clientId, sessionId } };
}
