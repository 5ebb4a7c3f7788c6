import type { Clock } from '../../src/base/ports.ts';

/** One entry stands for everything of its kind that is done with a record within this time. */
const windowMs = 15 * 60_000;
/** More records than anybody opens in that time; beyond it each is noted again. */
const maxRemembered = 4096;

/** What is in the log already, of late. In memory only: after a lock everything is noted anew. */
export class RecentlyNoted {
  readonly #clock: Clock;
  /** When it was noted first, oldest first. */
  readonly #sinceMs = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  has(event: string, record: string): boolean {
    const sinceMs = this.#sinceMs.get(keyOf(event, record));
    const agoMs = sinceMs === undefined ? windowMs : this.#clock.nowMs() - sinceMs;
    // A clock that was set back is no reason to note nothing.
    return agoMs >= 0 && agoMs < windowMs;
  }

  add(event: string, record: string): void {
    const key = keyOf(event, record);
    this.#sinceMs.delete(key);
    this.#sinceMs.set(key, this.#clock.nowMs());
    const [oldest] = this.#sinceMs.keys();
    if (this.#sinceMs.size > maxRemembered && oldest !== undefined) this.#sinceMs.delete(oldest);
  }

  clear(): void {
    this.#sinceMs.clear();
  }
}

function keyOf(event: string, record: string): string {
  return `${event} ${record}`;
}
