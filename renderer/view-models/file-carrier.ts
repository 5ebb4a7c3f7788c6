import type { Bytes } from '../../src/base/bytes.ts';
import type { Clock, Log } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { PushData } from '../../src/contract/contract.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import type { MediaWorker } from '../../src/contract/media-worker.ts';
import { TokenBucket } from '../../src/base/token-bucket.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { MediaWorkerClient } from '../media/media-worker-client.ts';
import { ChunkWindow } from './chunk-window.ts';

/** Hands bytes to one seat when nothing else waits to be sent, or not if `stop` comes first; resolves when they have arrived. */
export type TrickleToRelay = (to: SeatId, bytes: Bytes, stop: AbortSignal) => Promise<void>;

export interface FileCarrierOptions {
  readonly client: MediaWorkerClient;
  readonly trickle: TrickleToRelay;
  /** Whether the call has a hard time just now. */
  readonly isCallPoor: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** Closes with the worker. */
  readonly scope: Scope;
}

/** While only one goes at a time the line rests as long as it took, up to this; and always this long while the call is poor. */
const longestRestMs = 2_000;
/** Of the hundred messages a second that a server takes of a page, with enough left for everything else. */
const burst = 20;
const perSecond = 60;
const lookAgainMs = 50;

type Chunk = PushData<MediaWorker, 'file.outgoing'>;

interface Round {
  readonly number: number;
  readonly stop: AbortController;
}

/**
 * Carries chunks of files to the relay so that the call does not feel it: in order, as many at once as do not wait on their way,
 * and alone with half of the time left to the call where that is one.
 */
export class FileCarrier {
  readonly #options: FileCarrierOptions;
  readonly #window = new ChunkWindow();
  readonly #allowance: TokenBucket;
  readonly #rounds = new Map<number, Round>();
  /** Chunks that may not leave yet, in order. */
  #waiting: Chunk[] = [];
  /** Chunks under way or with a rest after them. */
  #underWay = 0;
  #isLookingAgain = false;

  constructor(options: FileCarrierOptions) {
    this.#options = options;
    this.#allowance = new TokenBucket(burst, perSecond, options.clock);
  }

  /** Carries what `file.outgoing` brought, and tells when it is there. */
  carry(chunk: Chunk): void {
    this.#waiting.push(chunk);
    this.#send();
  }

  /** A new round begins: what is left of the earlier ones stays here. */
  begin(fileId: number, round: number): void {
    this.forget(fileId);
    this.#rounds.set(fileId, { number: round, stop: new AbortController() });
  }

  /** The file goes no further. */
  forget(fileId: number): void {
    this.#rounds.get(fileId)?.stop.abort();
    this.#rounds.delete(fileId);
    this.#waiting = this.#waiting.filter((chunk) => chunk.fileId !== fileId);
  }

  #send(): void {
    const { isCallPoor, scope } = this.#options;
    const mayBe = isCallPoor() ? 1 : this.#window.size;
    for (let [next] = this.#waiting; next; [next] = this.#waiting) {
      if (this.#underWay >= mayBe || scope.isClosed) return;
      if (!this.#allowance.take()) {
        void this.#lookAgain();
        return;
      }
      this.#waiting.shift();
      const round = this.#rounds.get(next.fileId);
      if (round?.number === next.round) void this.#move(next, round.stop.signal);
    }
  }

  async #lookAgain(): Promise<void> {
    if (this.#isLookingAgain) return;
    this.#isLookingAgain = true;
    await this.#pause(lookAgainMs);
    this.#isLookingAgain = false;
    this.#send();
  }

  async #move({ fileId, round, index, to, bytes }: Chunk, stop: AbortSignal): Promise<void> {
    const { client, clock, scope, trickle, isCallPoor } = this.#options;
    this.#underWay += 1;
    try {
      const startedAtMs = clock.nowMs();
      await trickle(to, bytes, stop);
      const tookMs = clock.nowMs() - startedAtMs;
      const wasAlone = this.#window.size === 1;
      this.#window.arrived(tookMs);
      if (!stop.aborted) await client.call('file.sent', { fileId, round, index });
      if (isCallPoor()) await this.#pause(longestRestMs);
      else if (wasAlone) await this.#pause(Math.min(tookMs, longestRestMs));
    } catch (error) {
      if (!stop.aborted && !scope.isClosed) await this.#giveUp(fileId, error);
    } finally {
      this.#underWay -= 1;
      this.#send();
    }
  }

  async #giveUp(fileId: number, error: unknown): Promise<void> {
    const { client, log } = this.#options;
    const { code } = AppError.from(error);
    // Those behind it have no other fate.
    this.forget(fileId);
    // A receiver who has left or moved is seen by the worker, which stops or begins a new round.
    if (code === 'not-found') return;
    log.warn('file-not-carried', { code });
    await client.call('file.cancel', { fileId, reason: 'interrupted' }).catch(() => undefined);
  }

  async #pause(delayMs: number): Promise<void> {
    const { clock, scope } = this.#options;
    const pause = scope.child();
    await new Promise<void>((resolve) => {
      pause.own(clock.after(delayMs, resolve));
      pause.own(resolve);
    });
    pause.close();
  }
}
