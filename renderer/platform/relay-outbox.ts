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
  /** Connections over which it was tried. */
  attempts: number;
  /** What came of the last try; null while it was not sent, or there is no answer yet. */
  outcome: number | AppError | null;
  readonly resolve: (sequence: number) => void;
  readonly reject: (error: AppError) => void;
}

/** Messages that are under way at once: what lets somebody in is five, and answers are slow to be heard in a busy page. */
const maxUnderWay = 8;

/** A message that can wait and breaks its connection that often is too much for the way to the server. */
const quietAttempts = 2;

/**
 * What is to be sent, oldest first; what can wait goes when there is nothing else. Several messages may be under way: each
 * names the one before it, so that none overtakes one that the server turned away for a moment (`too-many`).
 */
export class RelayOutbox {
  readonly #clock: Clock;
  readonly #random: Random;
  /** In order. The first `#underWay` of them were sent and are not settled. */
  readonly #queue: Waiting[] = [];
  #underWay = 0;
  readonly #quiet: Waiting[] = [];
  #isQuietUnderWay = false;
  #connection: SignalingCalls | null = null;
  /** Counts the starts and pauses; an answer of an earlier time is nobody's any more. */
  #run = 0;
  #isRunning = false;
  #isClosed = false;
  /** How often in a row the server had no room. */
  #failures = 0;
  /** A message was refused for good under way, and those that named it were turned away with it. */
  #isChainBroken = false;
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
    this.#startOver();
    this.#isRunning = true;
    this.#send();
  }

  pause(): void {
    this.#startOver();
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
    return new Promise((resolve, reject) => {
      queue.push({ message, attempts: 0, outcome: null, resolve, reject });
      this.#send();
    });
  }

  /** Whatever is under way is sent again; the server knows it by its id. */
  #startOver(): void {
    this.#run += 1;
    this.#isRunning = false;
    this.#underWay = 0;
    this.#isQuietUnderWay = false;
    this.#isChainBroken = false;
    for (const waiting of this.#queue) waiting.outcome = null;
    this.#cancelPause();
  }

  #send(): void {
    const connection = this.#connection;
    if (!connection || !this.#isRunning) return;
    for (let next = this.#next(); next; next = this.#next()) {
      const before = this.#queue[this.#underWay - 1]?.message.messageId;
      this.#underWay += 1;
      void this.#try(connection, next, before);
    }
    if (this.#queue.length === 0) void this.#sendQuiet(connection);
  }

  #next(): Waiting | undefined {
    return this.#underWay < maxUnderWay ? this.#queue[this.#underWay] : undefined;
  }

  async #try(connection: SignalingCalls, waiting: Waiting, after?: string): Promise<void> {
    const run = this.#run;
    const outcome = await attempt(connection, waiting.message, after);
    // Whoever took over sends this message again.
    if (run !== this.#run) return;
    waiting.outcome = outcome;
    this.#settle();
    this.#send();
  }

  /** Settles what is answered, in order, as far as it goes. */
  #settle(): void {
    for (let first = this.#queue[0]; first && first.outcome !== null; first = this.#queue[0]) {
      const { outcome } = first;
      if (outcome instanceof AppError && outcome.retryable) {
        this.#tryAgain(outcome);
        return;
      }
      this.#queue.shift();
      this.#underWay -= 1;
      this.#failures = 0;
      if (outcome instanceof AppError) {
        this.#isChainBroken = this.#underWay > 0;
        first.reject(outcome);
      } else {
        first.resolve(outcome);
      }
    }
    if (this.#underWay === 0) this.#isChainBroken = false;
  }

  /** The first message was turned away, and with it all that are under way behind it. */
  #tryAgain({ code }: AppError): void {
    if (code !== 'too-many') {
      // Lost with its connection: `start` sends it again.
      this.#startOver();
      return;
    }
    if (this.#queue.slice(0, this.#underWay).some(({ outcome }) => outcome === null)) return;
    const isAtOnce = this.#isChainBroken;
    this.#startOver();
    if (isAtOnce) {
      this.#isRunning = true;
      return;
    }
    this.#cancelPause = this.#clock.after(backoffDelayMs(this.#failures, this.#random), () => {
      this.#isRunning = true;
      this.#send();
    });
    this.#failures += 1;
  }

  /** One at a time; others do not wait for the sake of what can wait. */
  async #sendQuiet(connection: SignalingCalls): Promise<void> {
    const [first] = this.#quiet;
    if (!first || this.#isQuietUnderWay) return;
    if (first.attempts >= quietAttempts) {
      this.#quiet.shift();
      first.reject(new AppError('connection-lost'));
      this.#send();
      return;
    }
    const run = this.#run;
    first.attempts += 1;
    this.#isQuietUnderWay = true;
    const outcome = await attempt(connection, first.message);
    if (run !== this.#run) return;
    this.#isQuietUnderWay = false;
    if (outcome instanceof AppError && outcome.retryable && outcome.code !== 'too-many') {
      this.#startOver();
      return;
    }
    this.#quiet.shift();
    if (outcome instanceof AppError) first.reject(outcome);
    else first.resolve(outcome);
    this.#send();
  }
}

async function attempt(
  connection: SignalingCalls,
  message: Outgoing,
  after?: string,
): Promise<number | AppError> {
  try {
    const request = after === undefined ? message : { ...message, after };
    return (await connection.call('relay.send', request)).sequence;
  } catch (error) {
    return AppError.from(error);
  }
}
