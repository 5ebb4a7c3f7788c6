/** Runs asynchronous tasks one after another, each after the one before has settled. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  async run<T>(task: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(task, task);
    this.#last = mine;
    return mine;
  }
}
