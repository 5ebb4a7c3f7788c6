/** How far behind the newest counter a frame may still be. */
export const replayWindowSize = 512;

const wordBits = 32;
const words = replayWindowSize / wordBits;

/** What a window says about a counter. */
export type ReplayVerdict = 'fresh' | 'replayed' | 'too-old';

/**
 * The counters that one KID has shown, over all tracks and consumers (RFC 9605 §9.3; the ring of words is RFC 6479's).
 * `judge` before the tag is checked, `accept` only after it verified: else a forged frame would move the window.
 */
export class ReplayWindow {
  readonly #seen = new Uint32Array(words);
  /** Newest accepted counter, -1 for none. */
  #newest = -1;
  /** Counters below it are refused, whatever the window says. */
  #floor = 0;

  /** Refuses everything below `ctr` from now on. Never moves back. */
  raiseFloor(ctr: number): void {
    this.#floor = Math.max(this.#floor, ctr);
  }

  judge(ctr: number): ReplayVerdict {
    if (ctr < this.#floor || ctr <= this.#newest - replayWindowSize) return 'too-old';
    if (ctr > this.#newest) return 'fresh';
    return ((this.#seen[wordOf(ctr)] ?? 0) & bitOf(ctr)) === 0 ? 'fresh' : 'replayed';
  }

  /**
   * Records a counter whose tag verified. Judges again, because two copies of one frame may have been checked at the
   * same time.
   */
  accept(ctr: number): ReplayVerdict {
    const verdict = this.judge(ctr);
    if (verdict !== 'fresh') return verdict;
    if (ctr > this.#newest) this.#advance(ctr);
    const word = wordOf(ctr);
    this.#seen[word] = (this.#seen[word] ?? 0) | bitOf(ctr);
    return 'fresh';
  }

  #advance(ctr: number): void {
    const steps = ctr - this.#newest;
    if (steps >= replayWindowSize) {
      this.#seen.fill(0);
    } else {
      for (let next = this.#newest + 1; next <= ctr; next += 1) {
        const word = wordOf(next);
        this.#seen[word] = (this.#seen[word] ?? 0) & ~bitOf(next);
      }
    }
    this.#newest = ctr;
  }
}

function wordOf(ctr: number): number {
  return Math.floor(ctr / wordBits) % words;
}

function bitOf(ctr: number): number {
  return 1 << (ctr % wordBits);
}
