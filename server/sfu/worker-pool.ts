import type { CancelTimer, Clock, Log } from '../../src/base/ports.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { MediaRoom, Sfu } from './media-port.ts';
import { RestartBudget } from './restart-budget.ts';
import { WorkerWatch, type Watched } from './worker-watch.ts';

/** What the pool needs of a worker; `MediaWorker` in the product. */
export interface PoolWorker extends Watched {
  readonly pid: number;
  readonly roomCount: number;
  onClosed(listener: () => void): void;
  openRoom(): Promise<MediaRoom>;
  close(): void;
}

export interface WorkerPoolOptions {
  readonly workers: number;
  readonly restartsPerMinute: number;
  /** Starts the worker of one slot, counted from 0; a slot keeps its port over restarts. */
  readonly startWorker: (slot: number) => Promise<PoolWorker>;
  readonly clock: Clock;
  readonly log: Log;
}

// How long a room may wait for a worker that is being replaced, and how long to rest after a start that failed.
const waitForWorkerMs = 5_000;
const restMs = 1_000;

/**
 * One worker per slot. A room goes to the worker with the fewest rooms; a worker that is gone is replaced, at a bounded
 * rate. The rooms of a dead worker learn of it from their own media room.
 */
export class WorkerPool implements Sfu {
  readonly #options: WorkerPoolOptions;
  readonly #budget: RestartBudget;
  readonly #workers = new Map<number, PoolWorker>();
  readonly #waiting = new Set<() => void>();
  readonly #restartTimers = new Set<CancelTimer>();
  #closed = false;

  private constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.#budget = new RestartBudget(options.restartsPerMinute, options.clock);
  }

  /** Starts every worker. @throws AppError media-failed when one does not come up: better now than in a session */
  static async start(options: WorkerPoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options);
    try {
      const slots = Array.from({ length: options.workers }, (_, slot) => slot);
      await Promise.all(slots.map((slot) => pool.#startSlot(slot)));
    } catch (error) {
      pool.close();
      throw error;
    }
    return pool;
  }

  get pids(): readonly number[] {
    return [...this.#workers.values()].map(({ pid }) => pid);
  }

  async openRoom(): Promise<MediaRoom> {
    if (this.#workers.size === 0 && !this.#closed) await this.#nextWorker();
    const [least] = [...this.#workers.values()].toSorted((a, b) => a.roomCount - b.roomCount);
    if (this.#closed || !least) throw new AppError('server-full', 'no media worker is up');
    return least.openRoom();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const cancel of this.#restartTimers) cancel();
    for (const worker of this.#workers.values()) worker.close();
    this.#workers.clear();
    this.#wakeWaiting();
  }

  async #startSlot(slot: number): Promise<void> {
    const worker = await this.#options.startWorker(slot);
    if (this.#closed) {
      worker.close();
      return;
    }
    this.#workers.set(slot, worker);
    const watch = new WorkerWatch(worker, this.#options.clock);
    this.#options.log.info('worker-started', { pid: worker.pid, slot });
    worker.onClosed(() => {
      watch.close();
      if (this.#closed) return;
      this.#workers.delete(slot);
      this.#options.log.error('worker-gone', { pid: worker.pid, slot });
      this.#restartAfter(this.#budget.take(), slot);
    });
    this.#wakeWaiting();
  }

  #restartAfter(delayMs: number, slot: number): void {
    const cancel = this.#options.clock.after(delayMs, () => {
      this.#restartTimers.delete(cancel);
      this.#startSlot(slot).catch(() => {
        if (this.#closed) return;
        this.#options.log.error('worker-start-failed', { slot });
        this.#restartAfter(Math.max(restMs, this.#budget.take()), slot);
      });
    });
    this.#restartTimers.add(cancel);
  }

  async #nextWorker(): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.#options.clock.after(waitForWorkerMs, resolve);
      this.#waiting.add(() => {
        cancel();
        resolve();
      });
    });
  }

  #wakeWaiting(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
