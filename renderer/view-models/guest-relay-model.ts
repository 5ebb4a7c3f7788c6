import type { Store } from './store.ts';

/** By which way a client's picture and sound go to the practice's server. */
export interface GuestRelayModel {
  /** The client wants picture and sound to go through the practice's relay (TURN) or not at all. */
  readonly isOnly: Store<boolean>;
  /** Counts for media that begins from now on, in this tab. */
  setOnly(isOnly: boolean): void;
  /** Asks the server: connects for a moment, and says nothing of the invite. @throws AppError */
  hasRelay(): Promise<boolean>;
}
