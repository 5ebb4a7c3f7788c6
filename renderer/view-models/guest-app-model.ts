import type { GuestAdvice } from '../../src/contract/guest-computer-calls.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { AppState } from './app-state.ts';
import type { OwnCapture } from './capture-model.ts';
import type { GuestModels } from './models.ts';
import type { Store } from './store.ts';

/** What the app for clients shows. */
export type GuestAppState =
  /** Asking the main side what the app was opened with; a moment only. */
  | { readonly phase: 'checking' }
  /** The main side cannot be asked. */
  | { readonly phase: 'failed'; readonly code: ErrorCode }
  /** There is no invite. `failed` is why the last one could not be used, whether it was opened or pasted. */
  | {
      readonly phase: 'no-link';
      readonly isOpening: boolean;
      readonly failed: ErrorCode | null;
    }
  /** From here on it is the way of every guest. */
  | { readonly phase: 'invited'; readonly models: GuestModels };

/**
 * What the system handed over while there was an invite already: another one, for the person to decide about, or
 * something that is none. `failed`: the other one could not be opened.
 */
export type Interruption =
  | { readonly kind: 'link'; readonly isOpening: boolean; readonly failed: ErrorCode | null }
  | { readonly kind: 'unusable' };

/** The app for clients around a guest's way. */
export interface GuestAppModel {
  /** Whether page and main side fit together, and which shell runs them. */
  readonly app: Store<AppState>;
  readonly state: Store<GuestAppState>;
  readonly interruption: Store<Interruption | null>;
  /** The keychain cannot be used: this device's key passes with the app, and the therapist sees a new device. */
  readonly isKeyPassing: Store<boolean>;
  /** What is worth a sentence about this computer, and was not put away yet. */
  readonly advice: Store<readonly GuestAdvice[]>;
  /** Whether this window can be captured. */
  readonly capture: OwnCapture;
  /** Opens an invite that was pasted. */
  openPasted(text: string): void;
  /** Leaves whatever is going on for the invite that arrived. */
  openArrived(): void;
  /** Puts what arrived away. */
  stay(): void;
  /** The person has read this. */
  dismissAdvice(advice: GuestAdvice): void;
  /** The person knows that the key is passing. */
  dismissPassingKey(): void;
  close(): void;
}
