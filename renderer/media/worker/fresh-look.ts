import type { Clock } from '../../../src/base/ports.ts';
import type { Push } from './worker-ports.ts';

/**
 * A page that is asked looks within a few milliseconds (17 at most with ten busy programs on two cores), or twice with half a second
 * between: twice as long as that takes. The half second that is left of a round of the attestation (1.5 s) is for the way there and
 * back, also over a slow network, so that whoever could not look can still say the rest in time.
 */
const longestMs = 1_000;

/**
 * Asks the page to compare once more what was sent with what passed this worker, before anything is said of it: the page does
 * so every few seconds by itself, and the last ones of a call would be in the record unseen.
 */
export class FreshLook {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #push: Push;
  readonly #waiting = new Map<number, (isDone: boolean) => void>();
  #last = 0;

  constructor(clock: Pick<Clock, 'after'>, push: Push) {
    this.#clock = clock;
    this.#push = push;
  }

  /**
   * `limitMs`: how long the page may take. @returns whether the page has looked and told what it found: not when it could not, or does
   * not answer in time
   */
  async take(limitMs = longestMs): Promise<boolean> {
    this.#last += 1;
    const look = this.#last;
    const isDone = await new Promise<boolean>((resolve) => {
      const cancel = this.#clock.after(limitMs, () => {
        resolve(false);
      });
      this.#waiting.set(look, (isDone) => {
        cancel();
        resolve(isDone);
      });
      this.#push('session.look-wanted', { look });
    });
    this.#waiting.delete(look);
    return isDone;
  }

  /** The page has looked; what it found it has told before. An answer that comes late is none to the next one who asks. @returns whether it was waited for */
  looked(look: number, isDone: boolean): boolean {
    const heard = this.#waiting.get(look);
    heard?.(isDone);
    return heard !== undefined;
  }
}
