import type { Scope } from '../../src/base/scope.ts';
import type { ClientId } from '../../src/contract/ids.ts';
import type { RescueReport, RescueRequest } from '../../src/contract/rescue-calls.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { createRescuedNotes, type RescuedNotesModel } from './rescued-notes.ts';
import { createStore, type Store } from './store.ts';
import type { WaysWork } from './vault-ways-model.ts';

export type RescueState =
  /** Nobody wants it. */
  | { readonly phase: 'none' }
  /** A way into the vault is to be chosen. */
  | { readonly phase: 'asking' }
  | { readonly phase: 'working'; /** From 0 to 1. */ readonly done: number }
  | { readonly phase: 'found'; readonly report: RescueReport };

/** Looking at what can still be read of a vault that does not open. */
export interface RescueModel {
  readonly state: Store<RescueState>;
  /** How the last attempt to open it went. */
  readonly unlocking: Store<WaysWork>;
  /** Shows what is needed for it. */
  offer(): void;
  begin(request: RescueRequest): void;
  /** What was wrong before is no longer what is shown. */
  clearFailures(): void;
  /** Stops what runs. */
  cancel(): void;
  /** The notes of one client, as far as they can be read. Whoever asks closes it. */
  notesOf(clientId: ClientId): RescuedNotesModel;
  /** Nothing is looked at any more. */
  end(): void;
}

/** Follows the main side, which may look at something already: the page was loaded again. */
export function createRescueModel(ipc: IpcClient, scope: Scope): RescueModel {
  const state = createStore<RescueState>({ phase: 'none' });
  const unlocking = createStore<WaysWork>({ phase: 'idle' });
  ipc.call('rescue.status', {}).then(
    ({ report }) => {
      if (report && state.get().phase === 'none') state.set({ phase: 'found', report });
    },
    () => undefined,
  );
  scope.own(
    ipc.on('rescue.ended', () => {
      if (state.get().phase === 'found') state.set({ phase: 'none' });
    }),
  );
  const begin = async (request: RescueRequest): Promise<void> => {
    const off = ipc.on('work.progress', ({ work, done }) => {
      if (work === 'rescue') state.set({ phase: 'working', done });
    });
    unlocking.set({ phase: 'busy' });
    try {
      const answer = await ipc.call('rescue.begin', request);
      state.set(
        answer.outcome === 'done' ? { phase: 'found', report: answer.report } : { phase: 'asking' },
      );
      unlocking.set({ phase: 'idle' });
    } catch (error) {
      state.set({ phase: 'asking' });
      unlocking.set({ phase: 'failed', code: AppError.from(error).code });
    } finally {
      off();
    }
  };
  return {
    state,
    unlocking,
    offer() {
      unlocking.set({ phase: 'idle' });
      state.set({ phase: 'asking' });
    },
    begin(request) {
      if (state.get().phase === 'asking' && unlocking.get().phase !== 'busy') void begin(request);
    },
    clearFailures() {
      if (unlocking.get().phase === 'failed') unlocking.set({ phase: 'idle' });
    },
    cancel() {
      ipc.call('work.cancel', { work: 'rescue' }).catch(() => undefined);
    },
    notesOf: (clientId) => createRescuedNotes(ipc, clientId),
    end() {
      if (state.get().phase === 'working') return;
      state.set({ phase: 'none' });
      ipc.call('rescue.end', {}).catch(() => undefined);
    },
  };
}
