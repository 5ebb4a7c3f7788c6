import type { AsideVault, Restorable } from '../../src/contract/backup-calls.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { createStore, type Store } from './store.ts';

export type RestoreState =
  /** Nobody wants it. */
  | { readonly phase: 'none' }
  /** A folder is to be chosen. */
  | { readonly phase: 'folder'; readonly failure: ErrorCode | null }
  | { readonly phase: 'found'; readonly found: Restorable; readonly failure: ErrorCode | null }
  | { readonly phase: 'working'; /** From 0 to 1. */ readonly done: number };

/** Restoring a vault. One that is there is put aside, and can be taken back. When it is done, the vault is open. */
export interface RestoreModel {
  readonly state: Store<RestoreState>;
  /** Vaults that were put aside, the newest first. */
  readonly aside: Store<readonly AsideVault[]>;
  /** Looks whether there are such: where there is no vault, an interrupted exchange may have left one there. */
  look(): void;
  /** Shows what is needed for it. */
  offer(): void;
  chooseFolder(): void;
  /** `setAside`: a vault that is there gives its place. */
  begin(name: string, recoveryKey: string, setAside: boolean): void;
  /** Puts one of those in its place again. */
  takeBack(name: string): void;
  /** Stops what runs. */
  cancel(): void;
  /** Back to the beginning. */
  leave(): void;
}

export function createRestoreModel(ipc: IpcClient): RestoreModel {
  const state = createStore<RestoreState>({ phase: 'none' });
  const aside = createStore<readonly AsideVault[]>([]);
  let isTakingBack = false;
  // Who cannot be told of them can restore all the same.
  const look = (): void => {
    ipc.call('restore.aside', {}).then(
      ({ vaults }) => {
        aside.set(vaults);
      },
      () => undefined,
    );
  };
  const begin = async (
    found: Restorable,
    request: { name: string; recoveryKey: string; setAside: boolean },
  ): Promise<void> => {
    const off = ipc.on('work.progress', ({ work, done }) => {
      if (work === 'restore') state.set({ phase: 'working', done });
    });
    state.set({ phase: 'working', done: 0 });
    try {
      const { outcome } = await ipc.call('restore.begin', request);
      state.set(outcome === 'done' ? { phase: 'none' } : { phase: 'found', found, failure: null });
    } catch (error) {
      state.set({ phase: 'found', found, failure: AppError.from(error).code });
    } finally {
      off();
    }
  };
  return {
    state,
    aside,
    look,
    offer() {
      state.set({ phase: 'folder', failure: null });
      look();
    },
    chooseFolder() {
      ipc.call('restore.choose-folder', {}).then(
        ({ found }) => {
          if (found) state.set({ phase: 'found', found, failure: null });
        },
        (error: unknown) => {
          state.set({ phase: 'folder', failure: AppError.from(error).code });
        },
      );
    },
    begin(name, recoveryKey, setAside) {
      const now = state.get();
      if (now.phase === 'found') void begin(now.found, { name, recoveryKey, setAside });
    },
    takeBack(name) {
      // Pressed twice, the second would find nothing there any more, and say so over the vault that is back.
      if (isTakingBack) return;
      isTakingBack = true;
      ipc
        .call('restore.take-back', { name })
        .then(
          () => {
            state.set({ phase: 'none' });
          },
          (error: unknown) => {
            state.set({ phase: 'folder', failure: AppError.from(error).code });
          },
        )
        .finally(() => {
          isTakingBack = false;
        });
    },
    cancel() {
      ipc.call('work.cancel', { work: 'restore' }).catch(() => undefined);
    },
    leave() {
      if (state.get().phase !== 'working') state.set({ phase: 'none' });
    },
  };
}
