import type { ClientId } from '../../src/contract/ids.ts';
import type { NoteSummary } from '../../src/contract/ipc.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store } from './store.ts';

export type NotesState =
  | { readonly phase: 'loading' }
  /** Newest first. Empty: show the empty state. */
  | { readonly phase: 'ready'; readonly notes: readonly NoteSummary[] }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The notes of one client. */
export interface NotesModel {
  readonly state: Store<NotesState>;
  /** Reads the list (again). A list that is already shown stays until the new one is there. */
  load(): void;
}

/** Reads the notes of a client at once. */
export function createNotesModel(ipc: IpcClient, clientId: ClientId): NotesModel {
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
  return { state, load };
}
