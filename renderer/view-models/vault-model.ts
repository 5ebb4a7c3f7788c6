import { assertNever } from '../../src/base/assert-never.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { LockReason } from '../../src/contract/auto-lock-calls.ts';
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
  | {
      readonly phase: 'locked';
      /** It locked by itself. */
      readonly why?: LockReason;
      /** Words that could not be saved are still in this page, where nobody sees them, and are saved once it is open. */
      readonly holdsUnsaved?: true;
    }
  | { readonly phase: 'opening' }
  | {
      readonly phase: 'open';
      readonly cipher: string;
      readonly keychain: string;
      /** Locking was asked for while some note could not be saved: say so, and offer `lock` once more. */
      readonly unsavedNotes: boolean;
      /** One copy of what opens the vault was damaged, and was made anew from the other. */
      readonly mended?: true;
      /** A recovery key has to be put on paper before anything else: the first run did not come to its end. */
      readonly owesKit?: true;
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
  /** Forgets every open note that is saved, or every one; false when some are still there. */
  readonly putNotesAway: (options: { readonly evenUnsaved: boolean }) => boolean;
  readonly scope: Scope;
}

/** Asks at once how the vault is, and follows it from then on. */
export function createVaultModel(options: VaultModelOptions): VaultModel {
  const { ipc, saveNotes, putNotesAway, scope } = options;
  const state = createStore<VaultState>({ phase: 'checking' });
  const task = new LatestTask();
  // A person who locks in spite of unsaved words has given them up.
  let givesUpUnsaved = false;
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
    if (status.state === 'open') {
      state.set(shown(status));
      return;
    }
    const isAllAway = putNotesAway({ evenUnsaved: givesUpUnsaved });
    givesUpUnsaved = false;
    const next = shown(status);
    state.set(next.phase === 'locked' && !isAllAway ? { ...next, holdsUnsaved: true } : next);
  };
  const lock = async (evenUnsaved: boolean): Promise<void> => {
    const before = state.get();
    if (before.phase !== 'open') return;
    if (!(await saveNotes()) && !evenUnsaved) {
      state.set({ ...before, unsavedNotes: true });
      return;
    }
    givesUpUnsaved = evenUnsaved;
    ask('locking', () => ipc.call('vault.lock', {}));
  };
  /** Covers the page first: whoever locked the screen does not wait for a disk. */
  const release = async (): Promise<void> => {
    if (state.get().phase === 'open') state.set({ phase: 'locking' });
    // What could not be saved stays; the vault locks in any case.
    await saveNotes().catch(() => false);
    // Unheard, it locks by itself in a moment.
    await ipc.call('lock.release', {}).catch(() => undefined);
  };

  scope.own(() => {
    task.stop();
  });
  scope.own(ipc.on('vault.changed', show));
  scope.own(
    ipc.on('lock.closing', () => {
      void release();
    }),
  );
  const check = (): void => {
    ask('checking', () => ipc.call('vault.status', {}));
  };
  check();
  return {
    state,
    check,
    create() {
      if (state.get().phase === 'absent')
        ask('creating', () => ipc.call('vault.create', { owesKit: true }));
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
      return status.why ? { phase: 'locked', why: status.why } : { phase: 'locked' };
    case 'open':
      return {
        phase: 'open',
        cipher: status.cipher,
        keychain: status.keychain,
        unsavedNotes: false,
        ...(status.mended && { mended: true }),
        ...(status.owesKit && { owesKit: true }),
      };
    case 'needs-help':
      return { phase: 'needs-help', problem: status.problem };
    default:
      return assertNever(status, 'vault status');
  }
}
