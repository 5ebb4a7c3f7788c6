import type { Scope } from '../../src/base/scope.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store } from './store.ts';
import type { VaultModel } from './vault-model.ts';

export type IdleSetting =
  /** The vault is shut, or has not answered yet. */
  | { readonly phase: 'loading' }
  | {
      readonly phase: 'ready';
      readonly minutes: number;
      /** Why the last change is not in force; null: it is. */
      readonly failed: ErrorCode | null;
    }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The vault that locks when nobody uses it. */
export interface AutoLockModel {
  /** It locks at this time unless somebody moves; null: not soon. */
  readonly soonAtMs: Store<number | null>;
  readonly setting: Store<IdleSetting>;
  /** After how many minutes without use it locks. */
  setMinutes(minutes: number): void;
  /** Reads the setting again. Done by itself whenever the vault opens. */
  load(): void;
}

export function createAutoLockModel(options: {
  readonly ipc: IpcClient;
  readonly vault: VaultModel;
  readonly scope: Scope;
}): AutoLockModel {
  const { ipc, vault, scope } = options;
  const soonAtMs = createStore<number | null>(null);
  const setting = createStore<IdleSetting>({ phase: 'loading' });
  const task = new LatestTask();
  const load = (): void => {
    task.start(
      () => ipc.call('lock.get', {}),
      ({ idleMinutes }) => {
        setting.set({ phase: 'ready', minutes: idleMinutes, failed: null });
      },
      ({ code }) => {
        setting.set({ phase: 'failed', code });
      },
    );
  };
  const isOpen = (): boolean => vault.state.get().phase === 'open';
  let wasOpen = false;
  const look = (): void => {
    if (isOpen() === wasOpen) return;
    wasOpen = isOpen();
    if (wasOpen) {
      load();
      return;
    }
    task.stop();
    soonAtMs.set(null);
    setting.set({ phase: 'loading' });
  };
  scope.own(vault.state.subscribe(look));
  scope.own(
    ipc.on('lock.soon', ({ lockAtMs }) => {
      soonAtMs.set(isOpen() ? lockAtMs : null);
    }),
  );
  scope.own(() => {
    task.stop();
  });
  look();
  return {
    soonAtMs,
    setting,
    load,
    setMinutes(minutes) {
      const before = setting.get();
      if (before.phase !== 'ready') return;
      setting.set({ phase: 'ready', minutes, failed: null });
      task.start(
        () => ipc.call('lock.set', { idleMinutes: minutes }),
        ({ idleMinutes }) => {
          setting.set({ phase: 'ready', minutes: idleMinutes, failed: null });
        },
        (error) => {
          // What was in force still is.
          setting.set({ ...before, failed: AppError.from(error).code });
        },
      );
    },
  };
}
