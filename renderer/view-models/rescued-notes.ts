import type { ClientId, NoteId } from '../../src/contract/ids.ts';
import type { RescuedNote, RescuedText } from '../../src/contract/rescue-calls.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store } from './store.ts';

export type RescuedNotesState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly code: ErrorCode }
  /** Newest first. */
  | { readonly phase: 'list'; readonly notes: readonly RescuedNote[] }
  /** One of them is read; `back` goes to the list. */
  | {
      readonly phase: 'reading';
      readonly note: RescuedNote;
      readonly found:
        | { readonly phase: 'loading' }
        | { readonly phase: 'failed'; readonly code: ErrorCode }
        | { readonly phase: 'ready'; readonly read: RescuedText };
    };

/** What notes of one client say, in a damaged vault, as far as that can be read. Nothing is written. */
export interface RescuedNotesModel {
  readonly state: Store<RescuedNotesState>;
  /** Lists them; again after that failed. */
  load(): void;
  /** Reads one that is listed; again after that failed. */
  read(noteId: NoteId): void;
  /** Back to the list. */
  back(): void;
  /** Nobody looks any more: forgets every text. */
  close(): void;
}

export function createRescuedNotes(ipc: IpcClient, clientId: ClientId): RescuedNotesModel {
  const state = createStore<RescuedNotesState>({ phase: 'loading' });
  const task = new LatestTask();
  let listed: readonly RescuedNote[] = [];
  return {
    state,
    load() {
      state.set({ phase: 'loading' });
      task.start(
        () => ipc.call('rescue.notes', { clientId }),
        ({ notes }) => {
          listed = notes;
          state.set({ phase: 'list', notes });
        },
        ({ code }) => {
          state.set({ phase: 'failed', code });
        },
      );
    },
    read(noteId) {
      const note = listed.find((one) => one.noteId === noteId);
      if (!note) return;
      state.set({ phase: 'reading', note, found: { phase: 'loading' } });
      task.start(
        () => ipc.call('rescue.read-note', { noteId }),
        (read) => {
          state.set({ phase: 'reading', note, found: { phase: 'ready', read } });
        },
        ({ code }) => {
          state.set({ phase: 'reading', note, found: { phase: 'failed', code } });
        },
      );
    },
    back() {
      if (state.get().phase !== 'reading') return;
      task.stop();
      state.set({ phase: 'list', notes: listed });
    },
    close() {
      task.stop();
      listed = [];
      state.set({ phase: 'loading' });
    },
  };
}
