import type { Clock } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { NoteId } from '../../src/contract/ids.ts';
import type { Note, Session } from '../../src/contract/ipc.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import type { NoteEditorModel } from './note-editor-model.ts';
import { NoteEditor } from './note-editor.ts';

/** The notes that are open, so that the same one asked for twice is one editor, and all can be saved at once. */
export interface NoteDesk {
  open(noteId: NoteId): NoteEditorModel;
  openForSession(session: Session): NoteEditorModel;
  /** Saves everything that is open. False when something could not be saved. */
  saveAll(): Promise<boolean>;
  /**
   * Forgets every note of which the vault has all: for a page that must not hold any. What could not be saved stays and
   * is tried again, unless `evenUnsaved`. Answers whether everything is forgotten.
   */
  putAway(options: { readonly evenUnsaved: boolean }): boolean;
}

export function createNoteDesk(options: {
  readonly ipc: IpcClient;
  readonly clock: Clock;
  readonly scope: Scope;
}): NoteDesk {
  const { ipc, clock, scope } = options;
  const editors = new Map<string, NoteEditor>();
  const editorOf = (key: string, read: () => Promise<Note>): NoteEditorModel => {
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
    open: (noteId) => editorOf(noteId, () => ipc.call('note.read', { noteId })),
    openForSession: (session) => editorOf(session.sessionId, () => readSessionNote(ipc, session)),
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
  };
}

/** The note that belongs to a session, made when there is none yet. */
async function readSessionNote(ipc: IpcClient, session: Session): Promise<Note> {
  const { clientId, sessionId } = session;
  const { notes } = await ipc.call('note.list', { clientId });
  const existing = notes.find((note) => note.sessionId === sessionId);
  return existing
    ? ipc.call('note.read', { noteId: existing.noteId })
    : ipc.call('note.create', { clientId, sessionId });
}
