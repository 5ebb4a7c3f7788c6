import type { CancelTimer, Clock } from '../../src/base/ports.ts';

export interface HeartbeatOptions {
  readonly everyMs: number;
  readonly ping: () => void;
  /** The last ping was not answered by the time of the next. */
  readonly onDead: () => void;
  readonly clock: Clock;
}

/** Notices a peer that is gone without a word. Runs until it is closed. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #isAnswered = true;
  #cancel: CancelTimer | null = null;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#schedule();
  }

  /** The peer has answered. */
  beat(): void {
    this.#isAnswered = true;
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #schedule(): void {
    const { clock, everyMs, ping, onDead } = this.#options;
    this.#cancel = clock.after(everyMs, () => {
      if (!this.#isAnswered) {
        onDead();
        return;
      }
      this.#isAnswered = false;
      this.#schedule();
      ping();
    });
  }
}
