import type { Clock } from '../../../src/base/ports.ts';

/** Answers that one asker gets in a row, and the time after which it starts over. */
const answersInARow = 4;
const windowMs = 4_000;

/** Askers that are remembered. More than a room has seats times invites in use is somebody who makes them up. */
const rememberedAskers = 64;

interface Asker {
  readonly sinceMs: number;
  readonly asked: number;
}

/**
 * How often something is done for one asker: the way back in shown, a join prepared. Whoever asks without end, member or
 * server, does not fill the relay with our answers, in which everybody's keys travel, nor keep us at work.
 */
export class AskLimit {
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #askers = new Map<string, Asker>();

  constructor(clock: Pick<Clock, 'nowMs'>) {
    this.#clock = clock;
  }

  /** Whether this asker is answered once more. */
  take(name: string): boolean {
    const nowMs = this.#clock.nowMs();
    const known = this.#askers.get(name);
    const isFresh = known === undefined || nowMs - known.sinceMs >= windowMs;
    const asker = isFresh ? { sinceMs: nowMs, asked: 1 } : { ...known, asked: known.asked + 1 };
    // The longest known first, so that the oldest is forgotten.
    if (isFresh) this.#askers.delete(name);
    this.#askers.set(name, asker);
    if (this.#askers.size > rememberedAskers) {
      const [oldest] = this.#askers.keys();
      if (oldest !== undefined) this.#askers.delete(oldest);
    }
    return asker.asked <= answersInARow;
  }
}
