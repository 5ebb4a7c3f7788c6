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
  /** Until this settles other media passes the same worker. */
  readonly after: Promise<unknown> | null;
  readonly clock: Clock;
}

/**
 * Pictures that count as sent and may still be on their way to a worker that is busy. One that passes it by is not forgiven:
 * together with the next ones it is more.
 */
const picturesOnTheWay = 15;

/** How far two looks are apart for the second one to believe the first: by then all has arrived, on a busy machine too. */
const settleMs = 500;

interface Look {
  readonly atMs: number;
  /** Frames that had passed the worker by, by source. */
  readonly passedBy: FrameTotals;
}

/**
 * Does not believe that every frame is sealed, but compares: whatever the browser has sent must have gone through the worker.
 * Told of is only what is still so at a later look, because a wrong word in a signed record cannot be taken back.
 * Made before the media that it watches, so that nothing of that is sealed yet; after other media that sends nothing before `begun`.
 */
export class ClearWatch {
  readonly #options: ClearWatchOptions;
  /** Settles, also where the worker cannot be asked, when it is known what had passed the worker before. */
  readonly begun: Promise<void>;
  readonly #takenBefore: Promise<FrameTotals>;
  /** Oldest first; no more than may still be compared with. */
  #looks: readonly Look[];
  /** Frames in clear that were told of, by source. */
  readonly #told = new Map<MediaSource, number>();

  constructor(options: ClearWatchOptions) {
    this.#options = options;
    const { after, taken } = options;
    this.#takenBefore = after ? after.then(taken, taken) : taken();
    // Whoever looks waits for it; that nobody does yet is no reason to complain.
    this.begun = this.#takenBefore.then(
      () => undefined,
      () => undefined,
    );
    this.#looks = [{ atMs: options.clock.nowMs(), passedBy: new Map() }];
  }

  async look(): Promise<void> {
    await this.#look();
  }

  /** The same before something is said of it: whatever is found is looked at again soon instead of at the next look. */
  async lookNow(): Promise<void> {
    const first = await this.#look();
    if (![...first.passedBy].some(([source, count]) => count > this.#toldOf(source))) return;
    await new Promise<void>((resolve) => {
      this.#options.clock.after(settleMs, resolve);
    });
    await this.#look(first);
  }

  /** `before`: the look that this one is to believe, whatever the clock says meanwhile; otherwise the last one that is long enough ago. */
  async #look(before?: Look): Promise<Look> {
    const { onClear, clock } = this.#options;
    const passedBy = await this.#compare();
    const toMs = clock.nowMs();
    const at = this.#looks.findLastIndex(({ atMs }) => atMs <= toMs - settleMs);
    const earlier = before ?? this.#looks[at];
    const fromMs = this.#looks[at - 1]?.atMs ?? earlier?.atMs ?? toMs;
    const look = { atMs: toMs, passedBy };
    this.#looks = [...this.#looks.slice(Math.max(0, at - 1)), look];
    let isClear = false;
    for (const [source, count] of passedBy) {
      const inClear = Math.min(count, earlier?.passedBy.get(source) ?? 0);
      if (inClear <= this.#toldOf(source)) continue;
      this.#told.set(source, inClear);
      isClear = true;
    }
    if (isClear) onClear(Math.min(fromMs, toMs), toMs);
    return look;
  }

  #toldOf(source: MediaSource): number {
    return this.#told.get(source) ?? 0;
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
