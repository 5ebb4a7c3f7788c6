import type { SignedNote } from '../../src/contract/ipc.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { Store } from './store.ts';

/** An amendment that is being written. It is kept for as long as the note is open. */
export interface Amending {
  readonly text: string;
  readonly work:
    | { readonly phase: 'idle' }
    | { readonly phase: 'busy' }
    /** Nothing was added; the text is still there. */
    | { readonly phase: 'failed'; readonly code: ErrorCode };
}

export type NoteSigningState =
  /** Whether it is signed is being asked. */
  | { readonly phase: 'checking' }
  /**
   * It could not be found out, or a signature does not hold (`vault-damaged`). Nothing is said of the note then, and
   * `check` asks again.
   */
  | { readonly phase: 'unknown'; readonly code: ErrorCode }
  /** Not signed. `failed`: why it could not be, when that was asked for last. */
  | { readonly phase: 'open'; readonly failed: ErrorCode | null }
  | { readonly phase: 'signing' }
  | {
      readonly phase: 'signed';
      readonly signed: NonNullable<SignedNote['signed']>;
      readonly amendments: SignedNote['amendments'];
      /** When each of its signatures was checked last; all of them held. */
      readonly checkedAtMs: number;
      readonly amending: Amending;
    };

/** Signs a note, which then stays as it is, and adds amendments to it. */
export interface NoteSigningModel {
  readonly state: Store<NoteSigningState>;
  /** Reads what is signed and has every signature checked anew. */
  check(): void;
  /** Saves what is left and signs it. For good: only amendments come after. */
  sign(): void;
  /** Takes the whole new text of the amendment's field. */
  editAmendment(text: string): void;
  /** Adds what was typed as an amendment, signed. Resolves with true when it is there. */
  amend(): Promise<boolean>;
}
