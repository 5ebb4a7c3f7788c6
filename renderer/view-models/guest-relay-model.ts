import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { Store } from './store.ts';

/** What is known of the practice's relay (TURN): nothing, before somebody asks. */
export type RelayOffer =
  | { readonly phase: 'unknown' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly hasRelay: boolean }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

export interface RelayState {
  readonly offer: RelayOffer;
  /** The client wants picture and sound to go through the relay or not at all. */
  readonly isOnly: boolean;
}

/** How a client's picture and sound go to the practice's server. */
export interface GuestRelayModel {
  readonly state: Store<RelayState>;
  /** Asks the server whether it has a relay: connects for a moment, and says nothing of the invite. */
  look(): void;
  /** Counts for media that begins from now on, in this tab. */
  setOnly(isOnly: boolean): void;
}
