import type { Clock, Random } from '../../src/base/ports.ts';
import { newId, type ClientId, type NoteId } from '../../src/contract/ids.ts';
import type { Note, NoteSummary } from '../../src/contract/ipc.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store } from './store.ts';

export type NotesState =
  | { readonly phase: 'loading' }
  /** Newest first. Empty: show the empty state. */
  | { readonly phase: 'ready'; readonly notes: readonly NoteSummary[] }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** A note that somebody is about to write. */
export type NewNote = Pick<Note, 'noteId' | 'createdAtMs'>;

/** The notes of one client. */
export interface NotesModel {
  readonly state: Store<NotesState>;
  /** Reads the list (again). A list that is already shown stays until the new one is there. */
  load(): void;
  /** A new note that belongs to no session. The vault has it from the first word on. */
  begin(): NewNote;
}

export interface NotesModelOptions {
  readonly ipc: IpcClient;
  readonly clock: Clock;
  readonly random: Random;
}

/** Reads the notes of a client at once. */
export function createNotesModel(
  { ipc, clock, random }: NotesModelOptions,
  clientId: ClientId,
): NotesModel {
  const state = createStore<NotesState>({ phase: 'loading' });
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
  load();
  return {
    state,
    load,
    begin: () => ({ noteId: newId<NoteId>(random), createdAtMs: clock.nowMs() }),
  };
}
