import type { Clock } from './ports.ts';

/** How often something happened within the last `spanMs`. */
export class RecentCount {
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #spanMs: number;
  #times: readonly number[] = [];

  constructor(clock: Pick<Clock, 'nowMs'>, spanMs: number) {
    this.#clock = clock;
    this.#spanMs = spanMs;
  }

  /** It happened. @returns how often by now, this time included */
  add(): number {
    const nowMs = this.#clock.nowMs();
    this.#times = [...this.#times.filter((atMs) => nowMs - atMs < this.#spanMs), nowMs];
    return this.#times.length;
  }

  /** From now on as if it had never happened. */
  clear(): void {
    this.#times = [];
  }
}
