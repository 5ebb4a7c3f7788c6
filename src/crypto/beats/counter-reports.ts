import type { KidCounter } from '../frames/key-ring.ts';

/** What a sender reported in its last beat or answer of an epoch. */
interface Report {
  readonly epoch: bigint;
  readonly counters: readonly KidCounter[];
}

/**
 * e2ee.md, Frames: frames below the counter that their sender reported in the last but one beat drop. The last report
 * is not used yet, because frames of that time may still be on their way.
 */
export class CounterReports {
  /** By leaf: the last report, which becomes the floor when the next one comes. */
  readonly #last = new Map<number, Report>();

  /** Takes a report. @returns the counters that are now the floor of this sender in this epoch. */
  add(leaf: number, epoch: bigint, counters: readonly KidCounter[]): readonly KidCounter[] {
    const before = this.#last.get(leaf);
    if (before && before.epoch > epoch) return [];
    this.#last.set(leaf, { epoch, counters });
    return before?.epoch === epoch ? before.counters : [];
  }

  /** Leaves may have changed hands. */
  clear(): void {
    this.#last.clear();
  }
}
