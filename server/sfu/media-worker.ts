import { createWorker, type types } from 'mediasoup';
import { AppError } from '../../src/errors/app-error.ts';
import { MediasoupRoom, type MediaBounds } from './mediasoup-room.ts';
import { routerCodecs } from './router-codecs.ts';

/** Where a worker receives media. */
export interface RtcAddress {
  readonly listenIp: string;
  readonly announcedAddress: string | null;
  /** 0: any free port. */
  readonly port: number;
}

/**
 * One media worker process with its one WebRTC server, on which all its rooms listen.
 * Close cascade: worker -> routers -> transports -> producers and consumers, whether we close it or it dies.
 */
export class MediaWorker {
  readonly #worker: types.Worker;
  readonly #webRtcServer: types.WebRtcServer;
  readonly #bounds: MediaBounds;
  #roomCount = 0;

  private constructor(worker: types.Worker, webRtcServer: types.WebRtcServer, bounds: MediaBounds) {
    this.#worker = worker;
    this.#webRtcServer = webRtcServer;
    this.#bounds = bounds;
  }

  /** @throws AppError media-failed when the process or its port cannot be had */
  static async start(address: RtcAddress, bounds: MediaBounds): Promise<MediaWorker> {
    let worker: types.Worker | null = null;
    try {
      worker = await withoutSignalHandlers(() => createWorker({ logLevel: 'error' }));
      const webRtcServer = await worker.createWebRtcServer({ listenInfos: listenInfos(address) });
      return new MediaWorker(worker, webRtcServer, bounds);
    } catch (cause) {
      worker?.close();
      throw new AppError(
        'media-failed',
        'a media worker did not start; MEDIASOUP_WORKER_BIN names its program',
        { cause },
      );
    }
  }

  get pid(): number {
    return this.#worker.pid;
  }

  /** Rooms that run here, among them those that are just being opened. */
  get roomCount(): number {
    return this.#roomCount;
  }

  /** Calls back once when the worker is gone, no matter how; its rooms have heard of it before. */
  onClosed(listener: () => void): void {
    // Not `died`: a worker that something else in this process has closed emits no such event.
    if (this.#worker.closed) queueMicrotask(listener);
    else this.#worker.observer.once('close', listener);
  }

  async openRoom(): Promise<MediasoupRoom> {
    this.#roomCount += 1;
    try {
      const router = await this.#worker.createRouter({ mediaCodecs: routerCodecs });
      router.observer.once('close', () => {
        this.#roomCount -= 1;
      });
      return new MediasoupRoom(router, this.#webRtcServer, this.#bounds);
    } catch (cause) {
      this.#roomCount -= 1;
      throw new AppError('media-failed', undefined, { cause });
    }
  }

  /** Resolves when the process has answered a question. */
  async ping(): Promise<void> {
    await this.#worker.getResourceUsage();
  }

  /** Ends the process from outside, as if it had died. */
  kill(): void {
    try {
      process.kill(this.pid, 'SIGKILL');
    } catch {
      // It was gone already.
    }
  }

  close(): void {
    this.#worker.close();
  }
}

function listenInfos({ listenIp, announcedAddress, port }: RtcAddress) {
  return (['udp', 'tcp'] as const).map((protocol): types.TransportListenInfo => ({
    protocol,
    ip: listenIp,
    ...(announcedAddress !== null && { announcedAddress }),
    ...(port !== 0 && { port }),
  }));
}

/**
 * mediasoup listens for SIGINT and SIGTERM and then closes its workers by itself: our rooms would end as `media-failed`
 * instead of being told that the server stops, and a process that embeds us would no longer end on Ctrl-C. The
 * listeners are added synchronously, so the difference is theirs.
 */
async function withoutSignalHandlers<T>(start: () => Promise<T>): Promise<T> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const before = signals.map((signal) => new Set(process.rawListeners(signal)));
  const started = start();
  for (const [index, signal] of signals.entries()) {
    for (const listener of process.rawListeners(signal)) {
      if (!before[index]?.has(listener)) {
        process.removeListener(signal, listener as NodeJS.SignalsListener);
      }
    }
  }
  return started;
}
