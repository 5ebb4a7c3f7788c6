import type { Clock, Log } from '../../src/base/ports.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { MediaWorker } from './media-worker.ts';
import { WorkerPool } from './worker-pool.ts';

export interface StartMediasoupOptions {
  readonly config: ServerConfig;
  readonly workers: number;
  readonly clock: Clock;
  readonly log: Log;
}

/** Starts the media workers. @throws AppError media-failed */
export async function startMediasoup(options: StartMediasoupOptions): Promise<WorkerPool> {
  const { config, workers, clock, log } = options;
  const { listenIp, announcedAddress, portBase } = config.rtc;
  return WorkerPool.start({
    workers,
    restartsPerMinute: config.limits.workerRestartsPerMinute,
    startWorker: (slot) =>
      MediaWorker.start(
        { listenIp, announcedAddress, port: portBase === 0 ? 0 : portBase + slot },
        {
          incomingBitrate: config.limits.incomingBitrate,
          initialOutgoingBitrate: config.limits.initialOutgoingBitrate,
        },
      ),
    clock,
    log,
  });
}
