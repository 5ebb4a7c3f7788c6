import { Emitter } from '../../src/base/emitter.ts';
import type { Clock } from '../../src/base/ports.ts';
import type { WorkKind, WorkProgress } from '../../src/contract/long-work.ts';
import { AppError, CancelledError } from '../../src/errors/app-error.ts';

/** What a work does while it runs. */
export interface WorkTools {
  /** Says how much is done, from 0 to 1. What is less than was said before is not told. */
  readonly progress: (done: number) => void;
  /**
   * Awaited after each step, of which none takes longer than some 20 ms: every other call of the main side has its turn
   * then. What was true before may not be true afterwards: the vault may have been locked. @throws CancelledError
   */
  readonly pause: () => Promise<void>;
  /** Aborted when somebody cancels, for what goes on outside of this thread. */
  readonly signal: AbortSignal;
}

/** What became of it. Cancelling is a person's wish, and no failure. */
export type WorkOutcome<T> =
  { readonly outcome: 'done'; readonly result: T } | { readonly outcome: 'cancelled' };

interface WorkEvents {
  readonly progress: WorkProgress;
}

/**
 * Work that takes seconds or minutes, beside which the main side goes on answering: done in short steps, told in hundredths,
 * and stopped when somebody asks for it (ARCHITECTURE.md, Long work).
 */
export class LongWork {
  readonly events = new Emitter<WorkEvents>();
  readonly #clock: Clock;
  readonly #running = new Map<WorkKind, AbortController>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws AppError conflict while one of its kind runs; whatever `work` throws */
  async run<T>(kind: WorkKind, work: (tools: WorkTools) => Promise<T>): Promise<WorkOutcome<T>> {
    if (this.#running.has(kind)) throw new AppError('conflict', kind);
    const cancelling = new AbortController();
    this.#running.set(kind, cancelling);
    try {
      const result = await work(this.#toolsFor(kind, cancelling.signal));
      return { outcome: 'done', result };
    } catch (error) {
      if (error instanceof CancelledError) return { outcome: 'cancelled' };
      throw error;
    } finally {
      this.#running.delete(kind);
    }
  }

  isRunning(kind: WorkKind): boolean {
    return this.#running.has(kind);
  }

  /** Whether some work of another kind runs. */
  isBusyBeside(kind: WorkKind): boolean {
    return Array.from(this.#running.keys()).some((running) => running !== kind);
  }

  /** Stops it at its next pause; nothing happens when it does not run. */
  cancel(kind: WorkKind): void {
    this.#running.get(kind)?.abort();
  }

  /** Stops everything. */
  close(): void {
    for (const cancelling of this.#running.values()) cancelling.abort();
  }

  #toolsFor(kind: WorkKind, signal: AbortSignal): WorkTools {
    let told = -1;
    const progress = (done: number): void => {
      const hundredths = Math.floor(Math.min(1, Math.max(0, done)) * 100);
      if (hundredths <= told) return;
      told = hundredths;
      this.events.emit('progress', { work: kind, done: hundredths / 100 });
    };
    progress(0);
    return {
      progress,
      pause: async () => {
        await new Promise<void>((resolve) => {
          this.#clock.after(0, resolve);
        });
        if (signal.aborted) throw new CancelledError();
      },
      signal,
    };
  }
}
