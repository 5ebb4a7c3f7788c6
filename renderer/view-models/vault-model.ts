import { assertNever } from '../../src/base/assert-never.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { VaultStatus } from '../../src/contract/ipc.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store } from './store.ts';

/** The problems that a vault can have, each with its own words and its own way out. */
export type VaultProblem = Extract<VaultStatus, { state: 'needs-help' }>['problem'];

export type VaultState =
  /** Asking the main side how things are. */
  | { readonly phase: 'checking' }
  /** There is no vault on this machine yet: offer to make one. */
  | { readonly phase: 'absent' }
  | { readonly phase: 'creating' }
  | { readonly phase: 'locked' }
  | { readonly phase: 'opening' }
  | {
      readonly phase: 'open';
      readonly cipher: string;
      readonly keychain: string;
      /** Locking was asked for while some note could not be saved: say so, and offer `lock` once more. */
      readonly unsavedNotes: boolean;
    }
  | { readonly phase: 'locking' }
  /** The vault is there but does not open. Nothing was changed; `open` tries again. */
  | { readonly phase: 'needs-help'; readonly problem: VaultProblem }
  /** The question itself failed; `check` asks again. */
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The therapist's vault: is it there, is it open, what does it need. */
export interface VaultModel {
  readonly state: Store<VaultState>;
  /** Asks again. Called once by the model itself when it starts. */
  check(): void;
  /** Makes a vault and opens it. */
  create(): void;
  open(): void;
  /** Saves every open note, then locks. `evenUnsaved` locks even if a note could not be saved. */
  lock(options?: { readonly evenUnsaved: boolean }): void;
}

export interface VaultModelOptions {
  readonly ipc: IpcClient;
  /** Saves everything that is open; false when something could not be saved. */
  readonly saveNotes: () => Promise<boolean>;
  readonly scope: Scope;
}

/** Asks at once how the vault is, and follows it from then on. */
export function createVaultModel({ ipc, saveNotes, scope }: VaultModelOptions): VaultModel {
  const state = createStore<VaultState>({ phase: 'checking' });
  const task = new LatestTask();
  const ask = (
    phase: 'checking' | 'creating' | 'opening' | 'locking',
    question: () => Promise<VaultStatus>,
  ): void => {
    state.set({ phase });
    task.start(question, show, (error) => {
      state.set({ phase: 'failed', code: error.code });
    });
  };
  const show = (status: VaultStatus): void => {
    state.set(shown(status));
  };
  const lock = async (evenUnsaved: boolean): Promise<void> => {
    const before = state.get();
    if (before.phase !== 'open') return;
    if (!(await saveNotes()) && !evenUnsaved) {
      state.set({ ...before, unsavedNotes: true });
      return;
    }
    ask('locking', () => ipc.call('vault.lock', {}));
  };

  scope.own(() => {
    task.stop();
  });
  scope.own(ipc.on('vault.changed', show));
  const check = (): void => {
    ask('checking', () => ipc.call('vault.status', {}));
  };
  check();
  return {
    state,
    check,
    create() {
      if (state.get().phase === 'absent') ask('creating', () => ipc.call('vault.create', {}));
    },
    open() {
      const { phase } = state.get();
      if (phase === 'locked' || phase === 'needs-help') {
        ask('opening', () => ipc.call('vault.open', {}));
      }
    },
    lock(options) {
      lock(options?.evenUnsaved ?? false).catch((error: unknown) => {
        state.set({ phase: 'failed', code: AppError.from(error).code });
      });
    },
  };
}

function shown(status: VaultStatus): VaultState {
  switch (status.state) {
    case 'absent':
      return { phase: 'absent' };
    case 'locked':
      return { phase: 'locked' };
    case 'open':
      return {
        phase: 'open',
        cipher: status.cipher,
        keychain: status.keychain,
        unsavedNotes: false,
      };
    case 'needs-help':
      return { phase: 'needs-help', problem: status.problem };
    default:
      return assertNever(status, 'vault status');
  }
}
