import { pseudonym as pseudonymSchema, type Client } from '../../src/contract/client-calls.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store } from './store.ts';

export type ClientsState =
  | { readonly phase: 'loading' }
  | {
      readonly phase: 'ready';
      /** Most recently seen first. Empty: show the empty state. */
      readonly clients: readonly Client[];
      readonly creation: ClientCreation;
    }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** How the making of a new client stands. */
export type ClientCreation =
  | { readonly phase: 'idle' }
  | { readonly phase: 'creating' }
  /** `bad-request`: not a usable pseudonym. `conflict`: it is taken. */
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The list of clients, by pseudonym. */
export interface ClientsModel {
  readonly state: Store<ClientsState>;
  /** Reads the list (again). A list that is already shown stays until the new one is there. */
  load(): void;
  /** Forgets the list: the vault is shut, and the page holds no names. */
  clear(): void;
  /** Resolves with the new client, or with null when it failed; the reason is in `creation`. */
  create(pseudonym: string): Promise<Client | null>;
  /** Takes a failed creation's message away, for instance when the person types again. */
  clearCreationFailure(): void;
}

/** An empty model; the list is read by `load`, once the vault is open. */
export function createClientsModel(ipc: IpcClient): ClientsModel {
  const state = createStore<ClientsState>({ phase: 'loading' });
  const task = new LatestTask();
  const load = (): void => {
    if (state.get().phase === 'failed') state.set({ phase: 'loading' });
    task.start(
      () => ipc.call('client.list', {}),
      ({ clients }) => {
        const before = state.get();
        const creation = before.phase === 'ready' ? before.creation : ({ phase: 'idle' } as const);
        state.set({ phase: 'ready', clients, creation });
      },
      (error) => {
        // A list that is shown is worth more than the news that it could not be read again.
        if (state.get().phase !== 'ready') state.set({ phase: 'failed', code: error.code });
      },
    );
  };
  const setCreation = (creation: ClientCreation): void => {
    const before = state.get();
    if (before.phase === 'ready') state.set({ ...before, creation });
  };
  return {
    state,
    load,
    clear() {
      task.stop();
      state.set({ phase: 'loading' });
    },
    async create(pseudonym) {
      setCreation({ phase: 'creating' });
      try {
        if (!pseudonymSchema.safeParse(pseudonym).success) throw new AppError('bad-request');
        const client = await ipc.call('client.create', { pseudonym });
        setCreation({ phase: 'idle' });
        load();
        return client;
      } catch (error) {
        setCreation({ phase: 'failed', code: AppError.from(error).code });
        return null;
      }
    },
    clearCreationFailure() {
      const before = state.get();
      if (before.phase === 'ready' && before.creation.phase === 'failed') {
        setCreation({ phase: 'idle' });
      }
    },
  };
}
