import type { CancelTimer, Clock, Random } from '../../src/base/ports.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import { limits } from '../../src/contract/limits.ts';
import { backoffDelayMs } from '../../src/domain/backoff.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SignalingCalls } from './signaling-connection.ts';

interface Outgoing {
  readonly messageId: string;
  readonly to: SeatId | null;
  readonly payload: string;
}

interface Waiting {
  readonly message: Outgoing;
  /** Can wait: it goes only when nothing else does, and not over more connections than a few. */
  readonly isQuiet: boolean;
  attempts: number;
  readonly resolve: (sequence: number) => void;
  readonly reject: (error: AppError) => void;
}

/** A message that can wait and breaks its connection that often is too much for the way to the server. */
const quietAttempts = 2;

/**
 * What is to be sent, oldest first; what can wait goes when there is nothing else. One message at a time is under way: a
 * second one in flight could overtake a first one that the server turned away for a moment (`too-many`).
 */
export class RelayOutbox {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #queue: Waiting[] = [];
  readonly #quiet: Waiting[] = [];
  #connection: SignalingCalls | null = null;
  /** Counts the starts; a loop of an earlier one sees that it is not the present one any more. */
  #run = 0;
  #isRunning = false;
  #isClosed = false;
  #cancelPause: CancelTimer = () => undefined;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  add(message: Outgoing): Promise<number> {
    if (this.#isClosed) return Promise.reject(new AppError('connection-lost'));
    if (this.#queue.length >= limits.relayBacklogMessages) {
      return Promise.reject(new AppError('too-many'));
    }
    return this.#put(this.#queue, message);
  }

  /**
   * Sends it when nothing else waits. @throws AppError too-many when there is no room for it just now, connection-lost
   * when more than one connection has broken under it
   */
  addQuiet(message: Outgoing): Promise<number> {
    if (this.#isClosed) return Promise.reject(new AppError('connection-lost'));
    return this.#put(this.#quiet, message);
  }

  attach(connection: SignalingCalls): void {
    this.#connection = connection;
  }

  start(): void {
    this.#run += 1;
    this.#isRunning = true;
    void this.#drain(this.#run);
  }

  pause(): void {
    this.#run += 1;
    this.#isRunning = false;
    this.#cancelPause();
    this.#connection = null;
  }

  close(): void {
    this.pause();
    this.#isClosed = true;
    for (const { reject } of [...this.#queue.splice(0), ...this.#quiet.splice(0)]) {
      reject(new AppError('connection-lost'));
    }
  }

  #put(queue: Waiting[], message: Outgoing): Promise<number> {
    const isQuiet = queue === this.#quiet;
    return new Promise((resolve, reject) => {
      queue.push({ message, isQuiet, attempts: 0, resolve, reject });
      if (this.#isRunning) void this.#drain(this.#run);
    });
  }

  get #first(): Waiting | undefined {
    return this.#queue[0] ?? this.#quiet[0];
  }

  #remove({ isQuiet }: Waiting): void {
    (isQuiet ? this.#quiet : this.#queue).shift();
  }

  async #drain(run: number): Promise<void> {
    // Nobody else may send while this loop does; a message that comes meanwhile is found by it.
    this.#isRunning = false;
    let failures = 0;
    for (let first = this.#first; first; first = this.#first) {
      const connection = this.#connection;
      if (!connection || run !== this.#run) return;
      if (first.isQuiet && first.attempts >= quietAttempts) {
        this.#remove(first);
        first.reject(new AppError('connection-lost'));
        continue;
      }
      first.attempts += 1;
      const outcome = await this.#attempt(connection, first.message);
      // Whoever took over sends this message again; the server knows it by its id.
      if (run !== this.#run) return;
      if (outcome instanceof AppError && outcome.retryable) {
        if (outcome.code !== 'too-many') return;
        if (first.isQuiet) {
          // Others must not wait for the sake of what can wait.
          this.#remove(first);
          first.reject(outcome);
          continue;
        }
        await this.#pause(backoffDelayMs(failures, this.#random));
        failures += 1;
        continue;
      }
      failures = 0;
      this.#remove(first);
      if (outcome instanceof AppError) first.reject(outcome);
      else first.resolve(outcome);
    }
    if (run === this.#run) this.#isRunning = true;
  }

  async #attempt(connection: SignalingCalls, message: Outgoing): Promise<number | AppError> {
    try {
      return (await connection.call('relay.send', message)).sequence;
    } catch (error) {
      return AppError.from(error);
    }
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#cancelPause = this.#clock.after(delayMs, resolve);
    });
  }
}
