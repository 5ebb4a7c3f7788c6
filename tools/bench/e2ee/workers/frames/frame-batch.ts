// What a page asks of a driven worker, and what it gets back. Both come from one build: nothing is parsed.

/** Frames to put through one track, one after the other. Their buffers are handed over. */
export interface FrameBatch {
  readonly track: number;
  readonly frames: readonly ArrayBuffer[];
  /** Milliseconds from one frame to the next; null puts all of them in at once. */
  readonly intervalMs: number | null;
  /** Whether what comes out is wanted; else it is let go at once, as the browser does. */
  readonly keep: boolean;
}

/** What came out at the other end. */
export interface BatchResult {
  /** Empty unless they were to be kept. */
  readonly frames: readonly ArrayBuffer[];
  /** Per frame, from going in to coming out; back to back it is the mean, which the clock can tell apart. */
  readonly microseconds: readonly number[];
}

/** A track between two ends that the driver holds. `options` are what the worker's own page would give it. */
export interface TrackRequest {
  readonly options: unknown;
  readonly isVideo: boolean;
}

export type DriverRequest = { readonly attach: TrackRequest } | { readonly batch: FrameBatch };

/** Answers come in the order of the requests. */
export type DriverAnswer = { readonly ok: BatchResult | number } | { readonly problem: string };
