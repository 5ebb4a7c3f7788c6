import type { KeychainState, VaultSecurity } from '../../src/contract/vault-security-calls.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { createStore, type Store } from './store.ts';

/** Reading and comparing the whole vault. What came of it is in `security.verified`. */
export type Verifying =
  | { readonly phase: 'idle' }
  | { readonly phase: 'working'; /** From 0 to 1. */ readonly done: number }
  | { readonly phase: 'done' }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

export type VaultSecurityState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly code: ErrorCode }
  | {
      readonly phase: 'ready';
      readonly security: VaultSecurity;
      /** `checking`: it has not answered yet, maybe because it asks a person. */
      readonly keychain: KeychainState | 'checking';
      readonly verifying: Verifying;
    };

/** How well the vault is kept, and verifying it. */
export interface VaultSecurityModel {
  readonly state: Store<VaultSecurityState>;
  /** Reads how things are, and asks the keychain. */
  load(): void;
  /** Reads and compares everything. Goes on when nobody looks. */
  verify(): void;
  cancelVerifying(): void;
  /** The vault is shut: nothing of it is kept in the page. */
  clear(): void;
}

export function createVaultSecurityModel(ipc: IpcClient): VaultSecurityModel {
  const state = createStore<VaultSecurityState>({ phase: 'loading' });
  // What is answered after the vault was shut is of no vault that is open now.
  let opening = 0;
  const isVerifying = (): boolean => {
    const now = state.get();
    return now.phase === 'ready' && now.verifying.phase === 'working';
  };
  const setVerifying = (verifying: Verifying): void => {
    const now = state.get();
    if (now.phase === 'ready') state.set({ ...now, verifying });
  };
  const ask = async (): Promise<void> => {
    const asked = opening;
    try {
      const security = await ipc.call('vault.security', {});
      if (asked !== opening) return;
      const now = state.get();
      state.set({
        phase: 'ready',
        security,
        keychain: now.phase === 'ready' ? now.keychain : 'checking',
        verifying: now.phase === 'ready' ? now.verifying : { phase: 'idle' },
      });
    } catch (error) {
      if (asked === opening) state.set({ phase: 'failed', code: AppError.from(error).code });
    }
  };
  const askKeychain = async (): Promise<void> => {
    const asked = opening;
    const { state: keychain } = await ipc.call('vault.check-keychain', {});
    const now = state.get();
    if (asked === opening && now.phase === 'ready') state.set({ ...now, keychain });
  };
  const verify = async (): Promise<void> => {
    const asked = opening;
    const off = ipc.on('work.progress', ({ work, done }) => {
      if (work === 'verification' && isVerifying()) setVerifying({ phase: 'working', done });
    });
    setVerifying({ phase: 'working', done: 0 });
    let outcome: Verifying;
    try {
      const answer = await ipc.call('vault.verify', {});
      outcome = { phase: answer.outcome === 'done' ? 'done' : 'idle' };
    } catch (error) {
      outcome = { phase: 'failed', code: AppError.from(error).code };
    } finally {
      off();
    }
    if (asked !== opening) return;
    setVerifying(outcome);
    await ask();
  };
  return {
    state,
    load() {
      void ask()
        .then(askKeychain)
        .catch(() => undefined);
    },
    verify() {
      if (state.get().phase === 'ready' && !isVerifying()) void verify();
    },
    cancelVerifying() {
      ipc.call('work.cancel', { work: 'verification' }).catch(() => undefined);
    },
    clear() {
      opening += 1;
      state.set({ phase: 'loading' });
    },
  };
}
