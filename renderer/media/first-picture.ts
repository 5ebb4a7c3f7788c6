import type { Clock } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';

/** How long a screen waits for the network, at most, before it shows what there will be. */
const longestHandshakeMs = 200;

/** How long what is sent waits, at most, until the first picture can be seen. */
const longestHeadStartMs = 400;

export interface FirstPictureOptions {
  /** Settles when what is received is negotiated. */
  readonly negotiated: Promise<void>;
  /** Whether a picture is to be expected of that. */
  readonly isExpected: () => boolean;
  readonly clock: Clock;
  readonly scope: Scope;
}

/**
 * The order in which a call begins. Somebody waits to see a face: the processor is for that first (measured: 30 ms earlier on a
 * busy machine than all at once). Where no picture is to be expected, nothing waits.
 */
export class FirstPicture {
  /** Resolves when there is something to show. Drawing would hold the handshake up, and has time while the first picture is under way. */
  readonly mayDraw: Promise<void>;
  /** Resolves when it is time to send something oneself. */
  readonly maySend: Promise<void>;
  readonly #options: FirstPictureOptions;
  readonly #connected = Promise.withResolvers<void>();
  readonly #shown = Promise.withResolvers<void>();

  constructor(options: FirstPictureOptions) {
    this.#options = options;
    this.mayDraw = this.#await(this.#connected, longestHandshakeMs);
    this.maySend = this.#await(this.#shown, longestHeadStartMs);
  }

  /** The network is there, or gives up. */
  connected(): void {
    this.#connected.resolve();
  }

  /** Somebody can be seen. */
  shown(): void {
    this.#shown.resolve();
  }

  async #await(event: PromiseWithResolvers<void>, longestMs: number): Promise<void> {
    const { negotiated, isExpected, clock, scope } = this.#options;
    await negotiated;
    if (!isExpected()) return;
    scope.own(clock.after(longestMs, event.resolve));
    await event.promise;
  }
}
