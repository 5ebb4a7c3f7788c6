/** Ends what was started, last first, whatever happened in between. */
export class CleanUp {
  readonly #steps: (() => Promise<unknown>)[] = [];

  /** Adds a step for something that was just started. */
  add(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }

  /** Takes every step even if another one fails. @throws the first failure */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      await step().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
