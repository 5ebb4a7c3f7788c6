import type { CancelTimer, Clock } from '../../src/base/ports.ts';
import type { AppError } from '../../src/errors/app-error.ts';
import type { Outgoing, sendToRelay } from './relay-outgoing.ts';
import type { SignalingCalls } from './signaling-connection.ts';

interface Waiting {
  readonly message: Outgoing;
  readonly stop: AbortSignal | undefined;
  /** Connections that broke under it. */
  losses: number;
  /** What came of the last try; null while it was not sent, or there is no answer yet. */
  outcome: number | AppError | null;
  readonly resolve: (sequence: number) => void;
  readonly reject: (error: unknown) => void;
}

/** A message that can wait and breaks its connection that often is too much for the way to the server. */
const maxLosses = 2;
/** Before the relay is asked again that had no room, and how often that is done. */
const noRoomMs = 1_000;
const noRoomAttempts = 20;

/** All that it needs while it runs: it is loaded late, and what it shared with the page would be a file of its own. */
export interface QuietLaneOptions {
  readonly clock: Clock;
  readonly sendTo: typeof sendToRelay;
  /** What is said of a message whose connections broke. */
  readonly lost: () => AppError;
  /** What is said of a message that was taken back. */
  readonly takenBack: () => Error;
  /** Whether something waits that cannot. */
  readonly isOthersTurn: () => boolean;
}

/**
 * What can wait, for one receiver: it goes when nothing else is there to be sent. All that is here may be under way at once
 * (whoever adds to it sees to it that this is little) and arrives in order: each message names the one before it, and when one
 * is turned away, so are those behind it.
 */
export class QuietLane {
  readonly #options: QuietLaneOptions;
  /** In order. The first `#underWay` of them were sent and are not settled. */
  #queue: Waiting[] = [];
  #underWay = 0;
  #connection: SignalingCalls | null = null;
  /** Counts the times that everything under way became void; an answer of an earlier time is nobody's any more. */
  #run = 0;
  /** How often in a row the relay had no room. */
  #failures = 0;
  #cancelRest: CancelTimer | null = null;

  constructor(options: QuietLaneOptions) {
    this.#options = options;
  }

  /**
   * Sends it in its turn; until it has left, `stop` takes it back. @throws CancelledError then, and AppError too-many when the
   * relay had no room for it for a long time, connection-lost when more than one connection has broken under it, not-found
   */
  add(message: Outgoing, stop?: AbortSignal): Promise<number> {
    return new Promise((resolve, reject) => {
      const one: Waiting = { message, stop, losses: 0, outcome: null, resolve, reject };
      this.#queue.push(one);
      stop?.addEventListener('abort', () => {
        this.#takeBack(one);
      });
      this.send();
    });
  }

  start(connection: SignalingCalls): void {
    this.#lose();
    this.#connection = connection;
    if ((this.#queue[0]?.losses ?? 0) >= maxLosses) this.#rejectAll(this.#options.lost());
    this.send();
  }

  /** Nothing goes until `start`. */
  pause(): void {
    this.#lose();
    this.#connection = null;
  }

  close(): void {
    this.pause();
    this.#rejectAll(this.#options.lost());
  }

  /** Sends what waits, unless it is not its turn. */
  send(): void {
    const { isOthersTurn } = this.#options;
    const connection = this.#connection;
    if (!connection || this.#cancelRest) return;
    for (let next = this.#queue[this.#underWay]; next && !isOthersTurn();) {
      const before = this.#queue[this.#underWay - 1]?.message.messageId;
      this.#underWay += 1;
      void this.#try(connection, next, before);
      next = this.#queue[this.#underWay];
    }
  }

  async #try(connection: SignalingCalls, waiting: Waiting, after?: string): Promise<void> {
    const run = this.#run;
    const outcome = await this.#options.sendTo(connection, waiting.message, after);
    if (run !== this.#run) return;
    waiting.outcome = outcome;
    this.#settle();
  }

  /** Settles what is answered, in order, as far as it goes. */
  #settle(): void {
    for (let first = this.#queue[0]; first && first.outcome !== null; first = this.#queue[0]) {
      const { outcome } = first;
      if (typeof outcome !== 'number') {
        this.#turnedAway(outcome);
        return;
      }
      this.#queue.shift();
      this.#underWay -= 1;
      this.#failures = 0;
      first.resolve(outcome);
    }
    this.send();
  }

  #turnedAway(error: AppError): void {
    if (error.code !== 'too-many') {
      // Lost with its connection it goes with the next one; else the receiver is none, and is none of the others' either.
      if (error.retryable) this.pause();
      else this.#rejectAll(error);
      return;
    }
    // Those behind it name it, so that they are turned away as well.
    if (this.#queue.slice(0, this.#underWay).some(({ outcome }) => outcome === null)) return;
    this.#failures += 1;
    if (this.#failures === noRoomAttempts) {
      this.#rejectAll(error);
      return;
    }
    this.#startOver();
    this.#cancelRest = this.#options.clock.after(noRoomMs, () => {
      this.#cancelRest = null;
      this.send();
    });
  }

  #lose(): void {
    for (const waiting of this.#queue.slice(0, this.#underWay)) waiting.losses += 1;
    this.#startOver();
  }

  /** Whatever is under way is sent again, unless it was taken back; the server knows it by its id. */
  #startOver(): void {
    this.#run += 1;
    this.#underWay = 0;
    this.#cancelRest?.();
    this.#cancelRest = null;
    for (const waiting of this.#queue) waiting.outcome = null;
    for (const waiting of this.#queue.filter(({ stop }) => stop?.aborted)) this.#takeBack(waiting);
  }

  /** What is under way has left; whether it arrives is known by its answer. */
  #takeBack(waiting: Waiting): void {
    const at = this.#queue.indexOf(waiting);
    if (at < this.#underWay) return;
    this.#queue.splice(at, 1);
    waiting.reject(this.#options.takenBack());
  }

  #rejectAll(error: AppError): void {
    const all = this.#queue.splice(0);
    this.#failures = 0;
    this.#startOver();
    for (const { reject } of all) reject(error);
  }
}
