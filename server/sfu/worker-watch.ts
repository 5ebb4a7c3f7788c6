import type { CancelTimer, Clock } from '../../src/base/ports.ts';

// A worker answers within a millisecond or so; a machine that is very busy may take longer, but not this long.
const everyMs = 5_000;
const patienceMs = 10_000;

/** What can be watched: a question that a healthy worker answers. */
export interface Watched {
  ping(): Promise<unknown>;
  /** Ends a worker that does not answer; its rooms then close as for any other death. */
  kill(): void;
}

/**
 * Notices a worker that lives and does nothing: its requests would wait for ever, and its rooms with them. Runs until
 * it is closed.
 */
export class WorkerWatch {
  readonly #worker: Watched;
  readonly #clock: Clock;
  #cancel: CancelTimer;

  constructor(worker: Watched, clock: Clock) {
    this.#worker = worker;
    this.#clock = clock;
    this.#cancel = this.#askLater();
  }

  close(): void {
    this.#cancel();
  }

  #askLater(): CancelTimer {
    return this.#clock.after(everyMs, () => {
      const cancelKill = this.#clock.after(patienceMs, () => {
        this.#worker.kill();
      });
      let isOver = false;
      this.#cancel = () => {
        isOver = true;
        cancelKill();
      };
      const goOn = (): void => {
        cancelKill();
        if (!isOver) this.#cancel = this.#askLater();
      };
      // A refusal is an answer too: a worker that is gone says so by closing.
      this.#worker.ping().then(goOn, goOn);
    });
  }
}
