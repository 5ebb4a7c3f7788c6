import type { CancelTimer, Clock, Random } from '../../src/base/ports.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import { limits } from '../../src/contract/limits.ts';
import { backoffDelayMs } from '../../src/domain/backoff.ts';
import { AppError, CancelledError } from '../../src/errors/app-error.ts';
import { sendToRelay, type Outgoing } from './relay-outgoing.ts';
import type { QuietLane } from './relay-quiet-lane.ts';
import type { SignalingCalls } from './signaling-connection.ts';

interface Waiting {
  readonly message: Outgoing;
  /** What came of the last try; null while it was not sent, or there is no answer yet. */
  outcome: number | AppError | null;
  readonly resolve: (sequence: number) => void;
  readonly reject: (error: AppError) => void;
}

/** Messages that are under way at once: what lets somebody in is five, and answers are slow to be heard in a busy page. */
const maxUnderWay = 8;

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
  readonly #quiet = new Map<SeatId, QuietLane>();
  #lanes: Promise<{ readonly QuietLane: typeof QuietLane } | null> | null = null;
  #connection: SignalingCalls | null = null;
  /** The same, once something may be sent over it. */
  #started: SignalingCalls | null = null;
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
    return new Promise((resolve, reject) => {
      this.#queue.push({ message, outcome: null, resolve, reject });
      this.#send();
    });
  }

  /** Sends it when nothing else waits; as `QuietLane.add`, which is loaded with the first one: most calls do without. */
  async addQuiet(message: Outgoing & { readonly to: SeatId }, stop?: AbortSignal): Promise<number> {
    this.#lanes ??= import('./relay-quiet-lane.ts').catch(() => null);
    const lanes = await this.#lanes;
    if (!lanes) this.#lanes = null;
    if (!lanes || this.#isClosed) throw new AppError('connection-lost');
    if (stop?.aborted) throw new CancelledError();
    return this.#laneTo(message.to, lanes.QuietLane).add(message, stop);
  }

  attach(connection: SignalingCalls): void {
    this.#connection = connection;
  }

  start(): void {
    this.#startOver();
    this.#isRunning = true;
    this.#send();
    this.#started = this.#connection;
    if (this.#started) for (const lane of this.#quiet.values()) lane.start(this.#started);
  }

  pause(): void {
    this.#startOver();
    this.#connection = null;
    this.#started = null;
    for (const lane of this.#quiet.values()) lane.pause();
  }

  close(): void {
    this.pause();
    this.#isClosed = true;
    for (const { reject } of this.#queue.splice(0)) reject(new AppError('connection-lost'));
    for (const lane of this.#quiet.values()) lane.close();
  }

  #laneTo(seatId: SeatId, Lane: typeof QuietLane): QuietLane {
    const known = this.#quiet.get(seatId);
    if (known) return known;
    const lane = new Lane({
      clock: this.#clock,
      sendTo: sendToRelay,
      lost: () => new AppError('connection-lost'),
      takenBack: () => new CancelledError(),
      isOthersTurn: () => this.#queue.length > 0,
    });
    this.#quiet.set(seatId, lane);
    if (this.#started) lane.start(this.#started);
    return lane;
  }

  /** Whatever is under way is sent again; the server knows it by its id. */
  #startOver(): void {
    this.#run += 1;
    this.#isRunning = false;
    this.#underWay = 0;
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
    if (this.#queue.length === 0) for (const lane of this.#quiet.values()) lane.send();
  }

  #next(): Waiting | undefined {
    return this.#underWay < maxUnderWay ? this.#queue[this.#underWay] : undefined;
  }

  async #try(connection: SignalingCalls, waiting: Waiting, after?: string): Promise<void> {
    const run = this.#run;
    const outcome = await sendToRelay(connection, waiting.message, after);
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
}
