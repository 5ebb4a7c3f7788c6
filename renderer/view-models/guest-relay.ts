import type { KeptFlag } from '../platform/kept-flags.ts';
import type { SignalingConnection } from '../platform/signaling-connection.ts';
import type { CallState } from './call-model.ts';
import type { GuestRelayModel } from './guest-relay-model.ts';
import { createStore, type WritableStore } from './store.ts';

/** How long a call that had media is tried to be brought back through the relay: once more, with what that takes. */
const backMs = 15_000;

export interface GuestRelayOptions {
  /** What media itself goes by; see `MediaEngineOptions.isRelayOnly`. */
  readonly kept: KeptFlag;
  /** To the server of the invite. */
  readonly connect: () => Promise<SignalingConnection>;
  readonly nowMs: () => number;
}

/** Whether media goes through the relay or not at all, and when that has come to nothing. */
export class GuestRelay implements GuestRelayModel {
  readonly isOnly: WritableStore<boolean>;
  readonly #options: GuestRelayOptions;

  constructor(options: GuestRelayOptions) {
    this.#options = options;
    this.isOnly = createStore(options.kept.read());
  }

  setOnly(isOnly: boolean): void {
    this.#options.kept.write(isOnly);
    this.isOnly.set(isOnly);
  }

  async hasRelay(): Promise<boolean> {
    const connection = await this.#options.connect();
    connection.close();
    return connection.hasTurn;
  }

  /** The relay is a must, and this server has none: nothing is to be said to it. */
  isMissingAt({ hasTurn }: SignalingConnection): boolean {
    return this.isOnly.get() && !hasTurn;
  }

  /** Media was lost, and through the relay it does not come back. */
  gaveUp(call: CallState): boolean {
    if (!this.isOnly.get() || call.phase !== 'live') return false;
    const { connection } = call;
    // Never there: another attempt would only keep somebody waiting who can decide now.
    if (connection.phase === 'connecting') return true;
    return (
      connection.phase === 'reconnecting' && this.#options.nowMs() - connection.sinceMs > backMs
    );
  }
}
