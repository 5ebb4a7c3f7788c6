import type { Clock } from '../../src/base/ports.ts';
import type { MediaSource } from '../../src/contract/signaling.ts';
import type { FrameTotals } from '../media/sent-frames.ts';

export interface ClearWatchOptions {
  /** What the browser says that it has sent since this media began. */
  readonly sent: () => Promise<FrameTotals>;
  /** What of that has gone through the media worker so far, over all media. */
  readonly taken: () => Promise<FrameTotals>;
  /** Frames left without having been sealed, in this stretch (milliseconds since 1970). */
  readonly onClear: (fromMs: number, toMs: number) => void;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/**
 * Pictures that count as sent and may still be on their way to a worker that is busy. One that passes it by is not forgiven:
 * together with the next ones it is more.
 */
const picturesOnTheWay = 15;

/**
 * Does not believe that every frame is sealed, but compares: whatever the browser has sent must have gone through the worker.
 * Told of is only what is still so at the next look, because a wrong word in a signed record cannot be taken back.
 * Made before the media that it watches, so that nothing of that is sealed yet.
 */
export class ClearWatch {
  readonly #options: ClearWatchOptions;
  readonly #takenBefore: Promise<FrameTotals>;
  /** Frames that had passed the worker by at the last look, by source. */
  #suspected: FrameTotals = new Map();
  /** Frames in clear that were told of, by source. */
  readonly #told = new Map<MediaSource, number>();
  /** When it looked last, and the time before. */
  #lookedAtMs: readonly [number, number];

  constructor(options: ClearWatchOptions) {
    this.#options = options;
    this.#takenBefore = options.taken();
    // Whoever looks waits for it; that nobody does yet is no reason to complain.
    this.#takenBefore.catch(() => undefined);
    const nowMs = options.clock.nowMs();
    this.#lookedAtMs = [nowMs, nowMs];
  }

  async look(): Promise<void> {
    const { onClear, clock } = this.#options;
    const found = await this.#compare();
    const [lastMs, fromMs] = this.#lookedAtMs;
    const toMs = clock.nowMs();
    this.#lookedAtMs = [toMs, lastMs];
    let isClear = false;
    for (const [source, count] of found) {
      const inClear = Math.min(count, this.#suspected.get(source) ?? 0);
      if (inClear <= (this.#told.get(source) ?? 0)) continue;
      this.#told.set(source, inClear);
      isClear = true;
    }
    this.#suspected = found;
    if (isClear) onClear(fromMs, toMs);
  }

  /** How many frames more were sent than taken, by source. */
  async #compare(): Promise<FrameTotals> {
    const before = await this.#takenBefore;
    // In this order: a packet that was sent by now has been sealed by then.
    const sent = await this.#options.sent();
    const taken = await this.#options.taken();
    return new Map(
      [...sent].map(([source, count]) => {
        const own = (taken.get(source) ?? 0) - (before.get(source) ?? 0);
        return [source, count - own - (source === 'camera' ? picturesOnTheWay : 0)];
      }),
    );
  }
}
