import type { Bytes } from '../../src/base/bytes.ts';
import type { Clock, Log } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { PushData } from '../../src/contract/contract.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import type { MediaWorker } from '../../src/contract/media-worker.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { MediaWorkerClient } from '../media/media-worker-client.ts';

/** Hands bytes to one seat when nothing else waits to be sent; resolves when they have arrived. */
export type TrickleToRelay = (to: SeatId, bytes: Bytes) => Promise<void>;

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

/** After each chunk the line rests as long as the chunk took, up to this; and always this long while the call is poor. */
const longestRestMs = 2_000;
/** Before a chunk is offered again for which the relay had no room, and how often. */
const noRoomMs = 1_000;
const noRoomAttempts = 20;

type Chunk = PushData<MediaWorker, 'file.outgoing'>;

/**
 * Carries chunks of files to the relay so that the call does not feel it: of each file one at a time, each after the one
 * before has arrived, and with half of the time left to the call.
 */
export class FileCarrier {
  readonly #options: FileCarrierOptions;
  /** Files with a chunk under way or a rest after it: they share the time. */
  #moving = 0;

  constructor(options: FileCarrierOptions) {
    this.#options = options;
  }

  /** Carries what `file.outgoing` brought, and asks for the next one. */
  async carry(chunk: Chunk): Promise<void> {
    const { client, clock, log } = this.#options;
    const { fileId, round, index } = chunk;
    this.#moving += 1;
    try {
      const startedAtMs = clock.nowMs();
      await this.#deliver(chunk);
      await this.#rest(clock.nowMs() - startedAtMs);
      await client.call('file.sent', { fileId, round, index });
    } catch (error) {
      const { code } = AppError.from(error);
      // A receiver who has left or moved is seen by the worker, which stops or begins a new round.
      if (code === 'not-found' || this.#options.scope.isClosed) return;
      log.warn('file-not-carried', { code });
      await client.call('file.cancel', { fileId, reason: 'interrupted' }).catch(() => undefined);
    } finally {
      this.#moving -= 1;
    }
  }

  async #deliver({ to, bytes }: Chunk): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#options.trickle(to, bytes);
        return;
      } catch (error) {
        const isFull = AppError.from(error).code === 'too-many';
        if (!isFull || attempt === noRoomAttempts) throw error;
        await this.#pause(noRoomMs);
      }
    }
  }

  #rest(tookMs: number): Promise<void> {
    const { isCallPoor } = this.#options;
    const restMs = isCallPoor() ? longestRestMs : Math.min(tookMs, longestRestMs);
    return this.#pause(restMs * this.#moving);
  }

  async #pause(delayMs: number): Promise<void> {
    const { clock, scope } = this.#options;
    const pause = scope.child();
    await new Promise<void>((resolve) => {
      pause.own(clock.after(delayMs, resolve));
      pause.own(resolve);
    });
    pause.close();
    if (scope.isClosed) throw new AppError('connection-lost');
  }
}
