import type { VaultStatus } from '../../src/contract/ipc.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { Store } from './store.ts';

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
