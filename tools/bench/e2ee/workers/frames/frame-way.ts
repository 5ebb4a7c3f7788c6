import type { RunBatch } from './driven-worker.ts';

export type TrackKind = 'audio' | 'video';

/** One way to seal frames in a worker, and to open them in another one. */
export interface FrameWay {
  readonly seal: Readonly<Record<TrackKind, RunBatch>>;
  readonly open: Readonly<Record<TrackKind, RunBatch>>;
}
