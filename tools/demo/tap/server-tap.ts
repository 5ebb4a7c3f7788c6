import { MediaTap } from './media-tap.ts';
import type { Tapped } from './judge-tap.ts';
import { WireTap } from './wire-tap.ts';

/**
 * Reads along at a server of this process: the media that it routes and the messages that it gets. It is made before the
 * server starts, by a tool; nothing in the server knows of it or could switch it on.
 */
export class ServerTap {
  readonly #media = new MediaTap();
  readonly #wire = new WireTap();

  /** @throws Error when something was missed */
  get tapped(): Tapped {
    return {
      tracks: this.#media.tracks,
      messages: this.#wire.messages,
      relayed: this.#wire.relayed,
    };
  }

  close(): void {
    this.#media.close();
    this.#wire.close();
  }
}
