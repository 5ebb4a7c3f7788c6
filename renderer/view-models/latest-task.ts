import { AppError } from '../../src/errors/app-error.ts';

/** Runs the same kind of work again and again; only the newest one's outcome counts, and none after `stop`. */
export class LatestTask {
  #run = 0;

  start<T>(
    work: () => Promise<T>,
    onResult: (result: T) => void,
    onError: (error: AppError) => void,
  ): void {
    this.#run += 1;
    const run = this.#run;
    work().then(
      (result) => {
        if (run === this.#run) onResult(result);
      },
      (error: unknown) => {
        if (run === this.#run) onError(AppError.from(error));
      },
    );
  }

  stop(): void {
    this.#run += 1;
  }
}
