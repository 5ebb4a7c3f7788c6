import type { Clock } from '../../src/base/ports.ts';

const minuteMs = 60_000;

/** Spreads restarts: at most so many in any minute, so that a worker that cannot live does not spin the machine. */
export class RestartBudget {
  readonly #perMinute: number;
  readonly #clock: Clock;
  #takenAtMs: number[] = [];

  constructor(perMinute: number, clock: Clock) {
    this.#perMinute = perMinute;
    this.#clock = clock;
  }

  /** Takes a place. @returns how long to wait before using it, in milliseconds */
  take(): number {
    const nowMs = this.#clock.nowMs();
    this.#takenAtMs = this.#takenAtMs.filter((atMs) => atMs > nowMs - minuteMs);
    const oldest = this.#takenAtMs.at(-this.#perMinute);
    const atMs = oldest === undefined ? nowMs : oldest + minuteMs;
    this.#takenAtMs.push(atMs);
    return atMs - nowMs;
  }
}
