import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { GuestRelayModel } from './guest-relay-model.ts';
import { createStore, type WritableStore } from './store.ts';

/** What is known of the practice's relay: nothing, before somebody asks. */
export type RelayOfferState =
  | { readonly phase: 'unknown' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly hasRelay: boolean }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** Whether there is a relay to choose. Comes with what shows it, and is no part of the page's first load. */
export class GuestRelayOffer {
  readonly state: WritableStore<RelayOfferState> = createStore<RelayOfferState>({
    phase: 'unknown',
  });
  readonly #relay: Pick<GuestRelayModel, 'hasRelay'>;

  constructor(relay: Pick<GuestRelayModel, 'hasRelay'>) {
    this.#relay = relay;
  }

  /** Once for as many looks; again after a failure. */
  look(): void {
    const { phase } = this.state.get();
    if (phase === 'unknown' || phase === 'failed') void this.#ask();
  }

  async #ask(): Promise<void> {
    this.state.set({ phase: 'asking' });
    try {
      this.state.set({ phase: 'known', hasRelay: await this.#relay.hasRelay() });
    } catch (error) {
      this.state.set({ phase: 'failed', code: AppError.from(error).code });
    }
  }
}
