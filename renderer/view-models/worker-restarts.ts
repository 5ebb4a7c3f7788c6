import type { Clock } from '../../src/base/ports.ts';

const restarts = 3;
const withinMs = 60_000;

/** How often a media worker that broke is replaced. One that breaks at once, over and over, is beyond mending from here. */
export class WorkerRestarts {
  readonly #clock: Pick<Clock, 'nowMs'>;
  #atMs: readonly number[] = [];

  constructor(clock: Pick<Clock, 'nowMs'>) {
    this.#clock = clock;
  }

  /** Whether one more may be tried now. */
  take(): boolean {
    const nowMs = this.#clock.nowMs();
    this.#atMs = [...this.#atMs.filter((atMs) => nowMs - atMs < withinMs), nowMs];
    return this.#atMs.length <= restarts;
  }
}
