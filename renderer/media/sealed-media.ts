import type { Clock, Log } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { FrameTransforms } from './frame-transforms.ts';
import { createMediaWorkerClient, type MediaWorkerClient } from './media-worker-client.ts';
import { createMediaWorkerOpener } from './open-media-worker.ts';
import { createWorkerTransforms } from './worker-transforms.ts';

/** One media worker, and the transforms that lead every frame through it. Both live as long as one session's keys. */
export interface SealedMedia {
  readonly client: MediaWorkerClient;
  readonly transforms: FrameTransforms;
}

export interface SealedMediaOptions {
  /** The worker ends with it, and every key with the worker. */
  readonly scope: Scope;
  /** The worker broke: not one frame passes any more, and somebody has to begin anew with another one. */
  readonly onBroken: () => void;
}

/** Opens a media worker. A port: view models are tested with another one. */
export type OpenSealedMedia = (options: SealedMediaOptions) => SealedMedia;

/** Opens workers of the page's media worker script. Made once per page. */
export function createSealedMediaOpener(
  page: object,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): OpenSealedMedia {
  const openWorker = createMediaWorkerOpener(page);
  return (options) => {
    const worker = openWorker();
    return {
      client: createMediaWorkerClient({ ...options, port: worker, clock, log }),
      transforms: createWorkerTransforms(worker),
    };
  };
}
