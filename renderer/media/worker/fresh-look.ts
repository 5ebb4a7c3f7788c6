import type { Clock } from '../../../src/base/ports.ts';
import type { Push } from './worker-ports.ts';

/** A page that is asked looks within a few milliseconds, or twice with half a second between. */
const longestMs = 1_000;

/**
 * Asks the page to compare once more what was sent with what passed this worker, before anything is said of it: the page does
 * so every few seconds by itself, and the last ones of a call would be in the record unseen.
 */
export class FreshLook {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #push: Push;
  readonly #waiting = new Set<() => void>();

  constructor(clock: Pick<Clock, 'after'>, push: Push) {
    this.#clock = clock;
    this.#push = push;
  }

  /** Resolves when the page has looked and told what it found, or does not answer in time. */
  async take(): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(longestMs, () => {
        settle();
      });
      const settle = (): void => {
        cancel();
        this.#waiting.delete(settle);
        resolve();
      };
      this.#waiting.add(settle);
      this.#push('session.look-wanted', {});
    });
  }

  /** The page has looked; what it found it has told before. */
  looked(): void {
    for (const settle of this.#waiting) settle();
  }
}
