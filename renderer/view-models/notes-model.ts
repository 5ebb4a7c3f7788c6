import type { ClientId } from '../../src/contract/ids.ts';
import type { Note, NoteSummary } from '../../src/contract/ipc.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store } from './store.ts';

export type NotesState =
  | { readonly phase: 'loading' }
  /** Newest first. Empty: show the empty state. */
  | { readonly phase: 'ready'; readonly notes: readonly NoteSummary[] }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** Making a new note. */
export type NoteCreation =
  | { readonly phase: 'idle' }
  | { readonly phase: 'busy' }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The notes of one client. */
export interface NotesModel {
  readonly state: Store<NotesState>;
  readonly creation: Store<NoteCreation>;
  /** Reads the list (again). A list that is already shown stays until the new one is there. */
  load(): void;
  /** Makes a new, empty note that belongs to no session. Resolves with null when it could not be made. */
  create(): Promise<Note | null>;
}

/** Reads the notes of a client at once. */
export function createNotesModel(ipc: IpcClient, clientId: ClientId): NotesModel {
  const state = createStore<NotesState>({ phase: 'loading' });
  const creation = createStore<NoteCreation>({ phase: 'idle' });
  const task = new LatestTask();
  const load = (): void => {
    if (state.get().phase === 'failed') state.set({ phase: 'loading' });
    task.start(
      () => ipc.call('note.list', { clientId }),
      ({ notes }) => {
        state.set({ phase: 'ready', notes });
      },
      (error) => {
        if (state.get().phase !== 'ready') state.set({ phase: 'failed', code: error.code });
      },
    );
  };
  const create = async (): Promise<Note | null> => {
    if (creation.get().phase === 'busy') return null;
    creation.set({ phase: 'busy' });
    try {
      const note = await ipc.call('note.create', { clientId, sessionId: null });
      creation.set({ phase: 'idle' });
      return note;
    } catch (error) {
      creation.set({ phase: 'failed', code: AppError.from(error).code });
      return null;
    }
  };
  load();
  return { state, creation, load, create };
}
