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
  readonly resolve: (sequence: number) => void;
  readonly reject: (error: AppError) => void;
}

/**
 * What is to be sent, oldest first. One message at a time is under way: a second one in flight could overtake a first
 * one that the server turned away for a moment (`too-many`).
 */
export class RelayOutbox {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #queue: Waiting[] = [];
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
    return new Promise((resolve, reject) => {
      this.#queue.push({ message, resolve, reject });
      if (this.#isRunning) void this.#drain(this.#run);
    });
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
    for (const { reject } of this.#queue.splice(0)) reject(new AppError('connection-lost'));
  }

  async #drain(run: number): Promise<void> {
    // Nobody else may send while this loop does; a message that comes meanwhile is found by it.
    this.#isRunning = false;
    let failures = 0;
    for (let first = this.#queue[0]; first; first = this.#queue[0]) {
      const connection = this.#connection;
      if (!connection || run !== this.#run) return;
      const outcome = await this.#attempt(connection, first.message);
      // Whoever took over sends this message again; the server knows it by its id.
      if (run !== this.#run) return;
      if (outcome instanceof AppError && outcome.retryable) {
        if (outcome.code !== 'too-many') return;
        await this.#pause(backoffDelayMs(failures, this.#random));
        failures += 1;
        continue;
      }
      failures = 0;
      this.#queue.shift();
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
