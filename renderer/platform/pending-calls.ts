import type { CancelTimer, Clock } from '../../src/base/ports.ts';
import { AppError } from '../../src/errors/app-error.ts';

interface Pending {
  readonly resolve: (data: unknown) => void;
  readonly reject: (error: AppError) => void;
  readonly cancelDeadline: CancelTimer;
}

/** Requests that wait for their answers: each settles once, by its answer, its deadline, or the end of all. */
export class PendingCalls {
  readonly #pending = new Map<number, Pending>();
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #onTimeout: () => void;
  #lastId = 0;
  #failed: AppError | null = null;

  /** `onTimeout` hears of every deadline that passed, after its call was rejected. */
  constructor(clock: Clock, timeoutMs: number, onTimeout: () => void) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    this.#onTimeout = onTimeout;
  }

  /** Sends a request by `send`, which gets its number, and waits for its answer. */
  start(send: (id: number) => void): Promise<unknown> {
    if (this.#failed) return Promise.reject(this.#failed);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const cancelDeadline = this.#clock.after(this.#timeoutMs, () => {
        this.#pending.delete(id);
        reject(new AppError('timeout'));
        this.#onTimeout();
      });
      this.#pending.set(id, { resolve, reject, cancelDeadline });
      try {
        send(id);
      } catch (error) {
        this.#take(id);
        reject(AppError.from(error));
      }
    });
  }

  /** False when nobody waits for `id`: too late, or never asked. */
  succeed(id: number, data: unknown): boolean {
    const pending = this.#take(id);
    pending?.resolve(data);
    return pending !== undefined;
  }

  /** False when nobody waits for `id`. */
  fail(id: number, error: AppError): boolean {
    const pending = this.#take(id);
    pending?.reject(error);
    return pending !== undefined;
  }

  /** Rejects everything that waits and everything that comes. */
  failAll(error: AppError): void {
    this.#failed ??= error;
    for (const id of this.#pending.keys()) this.fail(id, error);
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.cancelDeadline();
    return pending;
  }
}
