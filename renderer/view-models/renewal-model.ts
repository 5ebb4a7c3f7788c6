import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { createStore, type Store } from './store.ts';
import type { VaultWaysModel } from './vault-ways-model.ts';

/** A recovery key that opens nothing yet. */
export interface NewPaper {
  readonly groups: readonly string[];
  readonly kitNumber: string;
}

export type RenewalState =
  | { readonly phase: 'idle' }
  /** A recovery key is being made. */
  | { readonly phase: 'making' }
  /** It is shown, to be put on paper before anything changes. */
  | { readonly phase: 'paper'; readonly paper: NewPaper }
  | { readonly phase: 'working'; /** From 0 to 1. */ readonly done: number }
  /** The vault has another key, which the paper of this number opens. */
  | { readonly phase: 'done'; readonly kitNumber: string }
  /** Nothing has changed; the paper of this number opens nothing. */
  | { readonly phase: 'cancelled'; readonly kitNumber: string }
  /** Nothing has changed either. `kitNumber`: of a paper that opens nothing; null when it did not come to one. */
  | {
      readonly phase: 'failed';
      readonly code: ErrorCode;
      readonly kitNumber: string | null;
    };

/** Renewing the vault's key, and every way into the vault with it. */
export interface RenewalModel {
  readonly state: Store<RenewalState>;
  /** Has the recovery key made that comes with the new key. `passphrase`: from then on; null: none. */
  begin(passphrase: string | null): void;
  /** The recovery key is on paper: renews. Goes on when nobody looks. */
  renew(): void;
  /** Puts the recovery key away, or stops the work. */
  cancel(): void;
  /** What came of it was read. */
  dismiss(): void;
  /** The vault is shut: nothing of it is kept in the page. */
  clear(): void;
}

/** `ways` is told of the ways that there are once the key was renewed. */
export function createRenewalModel(
  ipc: IpcClient,
  ways: Pick<VaultWaysModel, 'changed'>,
): RenewalModel {
  const state = createStore<RenewalState>({ phase: 'idle' });
  let passphrase: string | null = null;
  // What is answered after the vault was shut is of no vault that is open now.
  let opening = 0;
  const make = async (): Promise<void> => {
    const asked = opening;
    state.set({ phase: 'making' });
    const next = await ipc.call('vault.new-recovery-key', {}).then(
      (paper): RenewalState => ({ phase: 'paper', paper }),
      (error: unknown): RenewalState => ({ phase: 'failed', ...codeOf(error), kitNumber: null }),
    );
    if (asked === opening) state.set(next);
  };
  const renew = async (kitNumber: string): Promise<void> => {
    const asked = opening;
    const typed = passphrase;
    passphrase = null;
    state.set({ phase: 'working', done: 0 });
    const off = ipc.on('work.progress', ({ work, done }) => {
      if (work === 'renewal' && asked === opening) state.set({ phase: 'working', done });
    });
    try {
      const answer = await ipc.call('vault.renew-key', { kitNumber, passphrase: typed });
      if (asked !== opening) return;
      if (answer.outcome === 'done') ways.changed(answer.ways);
      state.set({ phase: answer.outcome, kitNumber });
    } catch (error) {
      if (asked === opening) state.set({ phase: 'failed', ...codeOf(error), kitNumber });
    } finally {
      off();
    }
  };
  const rest = (): void => {
    passphrase = null;
    state.set({ phase: 'idle' });
  };
  return {
    state,
    begin(typed) {
      const { phase } = state.get();
      if (phase === 'making' || phase === 'working') return;
      passphrase = typed;
      void make();
    },
    renew() {
      const now = state.get();
      if (now.phase === 'paper') void renew(now.paper.kitNumber);
    },
    cancel() {
      const { phase } = state.get();
      if (phase === 'paper') rest();
      else if (phase === 'working')
        ipc.call('work.cancel', { work: 'renewal' }).catch(() => undefined);
    },
    dismiss() {
      const { phase } = state.get();
      if (phase === 'done' || phase === 'cancelled' || phase === 'failed') rest();
    },
    clear() {
      opening += 1;
      rest();
    },
  };
}

function codeOf(error: unknown): { readonly code: ErrorCode } {
  return { code: AppError.from(error).code };
}
