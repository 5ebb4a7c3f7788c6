/** Runs one connection's calls one after the other, and takes only so many. A task must not throw. */
export class CallQueue {
  readonly #maxPending: number;
  #pending = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(maxPending: number) {
    this.#maxPending = maxPending;
  }

  /** @returns false, without running the task, when too many wait */
  add(task: () => Promise<void>): boolean {
    if (this.#pending >= this.#maxPending) return false;
    this.#pending += 1;
    this.#last = this.#last.then(async () => {
      await task();
      this.#pending -= 1;
    });
    return true;
  }
}
