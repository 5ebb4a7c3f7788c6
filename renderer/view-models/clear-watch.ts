import type { Clock } from '../../src/base/ports.ts';
import type { MediaSource } from '../../src/contract/signaling.ts';
import type { FrameTotals } from '../media/sent-frames.ts';

export interface ClearWatchOptions {
  /** What the browser has sent since this media began. */
  readonly sent: () => Promise<FrameTotals>;
  /** What the media worker has sealed so far, over all media. */
  readonly sealed: () => Promise<FrameTotals>;
  /** Frames left without having been sealed, in this stretch (milliseconds since 1970). */
  readonly onClear: (fromMs: number, toMs: number) => void;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/**
 * Does not believe that every frame is sealed, but compares: whatever the browser has sent must have passed the worker before.
 * Made before the media that it watches, so that nothing of that is sealed yet.
 */
export class ClearWatch {
  readonly #options: ClearWatchOptions;
  readonly #sealedBefore: Promise<FrameTotals>;
  /** Frames in clear that were told of, by source. */
  readonly #told = new Map<MediaSource, number>();
  #lookedAtMs: number;

  constructor(options: ClearWatchOptions) {
    this.#options = options;
    this.#sealedBefore = options.sealed();
    // Whoever looks waits for it; that nobody does yet is no reason to complain.
    this.#sealedBefore.catch(() => undefined);
    this.#lookedAtMs = options.clock.nowMs();
  }

  async look(): Promise<void> {
    const { sent, sealed, onClear, clock } = this.#options;
    const before = await this.#sealedBefore;
    // In this order: what was sent by now has been sealed by then.
    const left = await sent();
    const passed = await sealed();
    const fromMs = this.#lookedAtMs;
    this.#lookedAtMs = clock.nowMs();
    let isClear = false;
    for (const [source, count] of left) {
      const own = (passed.get(source) ?? 0) - (before.get(source) ?? 0);
      const inClear = count - own;
      if (inClear <= (this.#told.get(source) ?? 0)) continue;
      this.#told.set(source, inClear);
      isClear = true;
    }
    if (isClear) onClear(fromMs, this.#lookedAtMs);
  }
}
