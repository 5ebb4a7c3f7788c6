/** The most that is under way at once. */
const largest = 12;
/** Whatever takes longer than this fills the line by itself: more at once would only wait in it. */
const briskMs = 600;
/** How much longer than the quickest one a chunk may take, within these, before it counts as having waited: up to as long again. */
const leastWaitMs = 100;
const longestWaitMs = 250;
/**
 * By which the quickest time is believed less with each chunk that went alone: the way to the other side may have changed for
 * good. Where several are under way they wait for each other, and their own times must not be taken for the way's.
 */
const forgetting = 1.1;

/**
 * How many chunks of files may be under way at once, learnt from how long they take: one more for each that did not wait on its
 * way, half as many when one did. What waits on the line is also in the way of the call, so that this gives way before the call
 * does (RFC 6817 has the idea).
 */
export class ChunkWindow {
  #size = 1;
  #quickestMs = Infinity;
  /** Chunks that were under way when it was halved: their times say nothing new. */
  #stale = 0;

  get size(): number {
    return this.#size;
  }

  /** One has arrived. */
  arrived(tookMs: number): void {
    this.#quickestMs = Math.min(tookMs, this.#quickestMs * (this.#size === 1 ? forgetting : 1));
    const tolerated = Math.max(leastWaitMs, Math.min(longestWaitMs, this.#quickestMs));
    const isBrisk = tookMs <= briskMs && tookMs - this.#quickestMs <= tolerated;
    if (this.#stale > 0) {
      this.#stale -= 1;
    } else if (isBrisk) {
      this.#size = Math.min(largest, this.#size + 1);
    } else {
      this.#stale = this.#size - 1;
      this.#size = Math.max(1, Math.floor(this.#size / 2));
    }
  }
}
