import type { Clock } from '../../../src/base/ports.ts';
import type { TrackCount, TrackOptions } from '../../../src/contract/media-worker.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FirstPictures } from './first-pictures.ts';
import type { SessionSeats } from './session-seats.ts';
import { pumpFrames, type FrameEnds } from './frame-pump.ts';
import { openingTransform, sealingTransform, type FrameTransform } from './frame-transform.ts';
import { TrackCounter } from './track-counter.ts';
import type { Push } from './worker-ports.ts';

/** How often the page hears of the counts, at most. */
const countsIntervalMs = 1_000;

/** Tracks that are counted. The server makes up as many as it likes; a full room has fewer than half of this. */
const maxTracks = 128;

/** Both ends of a track's frames, and what is done when they must start over. */
export interface FrameStreams extends FrameEnds {
  /** Asks our encoder, or the sender, for a key frame; where that is not possible the decoder does it by itself. */
  readonly requestKeyFrame: () => void;
}

/** Every track that passes through this worker. */
export class Tracks {
  readonly #seats: SessionSeats;
  readonly #clock: Clock;
  readonly #push: Push;
  readonly #live = new Set<FrameStreams>();
  readonly #counters = new Map<string, TrackCounter>();
  #isTelling = false;

  constructor(seats: SessionSeats, clock: Clock, push: Push) {
    this.#seats = seats;
    this.#clock = clock;
    this.#push = push;
  }

  /**
   * Puts the transform between both ends. Settles when the track has ended. @throws AppError too-many, and nothing passes
   */
  async attach(options: TrackOptions, streams: FrameStreams): Promise<void> {
    if (this.#live.size >= maxTracks) throw new AppError('too-many', 'tracks');
    const transform = this.#transformOf(options);
    this.#live.add(streams);
    try {
      await pumpFrames(streams, transform);
    } finally {
      this.#live.delete(streams);
    }
  }

  /** Frames that were dropped so far because a key was missing, on whichever side. */
  get framesWithoutKey(): number {
    return [...this.#counters.values()].reduce((sum, counter) => sum + counter.withoutKey, 0);
  }

  /** Every track as it stands. */
  read(): TrackCount[] {
    return [...this.#counters.values()].map((counter) => counter.read());
  }

  /** After every switch of keys: what was predicted from frames under the old ones may be lost. */
  requestKeyFrames(): void {
    for (const { requestKeyFrame } of this.#live) requestKeyFrame();
  }

  #transformOf(options: TrackOptions): FrameTransform {
    const { ring } = this.#seats;
    const counter = this.#counterOf(options);
    if (options.direction === 'send') return sealingTransform(ring, options.source, counter);
    const participant = (): string | null => this.#seats.participantAt(options.seatId);
    const open = openingTransform(ring, options.source, participant, counter);
    // Sound that comes late is better not heard at all.
    if (options.source !== 'camera' && options.source !== 'screen') return open;
    const first = new FirstPictures(this.#seats, this.#clock);
    return async (frame, sink) => {
      if (first.mustWait()) await first.wait(options.seatId);
      await open(frame, sink);
    };
  }

  #counterOf(options: TrackOptions): TrackCounter {
    const seat = options.direction === 'receive' ? options.seatId : 'own';
    const key = `${seat} ${options.source}`;
    const counter =
      this.#counters.get(key) ??
      new TrackCounter(options, () => {
        this.#tellSoon();
      });
    // The oldest goes first when there are too many: those that run now are counted and shown.
    this.#counters.delete(key);
    this.#counters.set(key, counter);
    const [oldest] = this.#counters.keys();
    if (oldest !== undefined && this.#counters.size > maxTracks) this.#counters.delete(oldest);
    return counter;
  }

  #tellSoon(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    this.#clock.after(countsIntervalMs, () => {
      this.#isTelling = false;
      this.#push('track.counts', { tracks: this.read() });
    });
  }
}
