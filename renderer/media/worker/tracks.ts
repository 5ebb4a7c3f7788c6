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

/** Received tracks that are counted. The server makes up as many as it likes; a full room has fewer than half of this. */
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
  #liveReceived = 0;
  /** One's own never make room for what a server makes up: what was sealed is compared with what was sent. */
  readonly #own = new Map<string, TrackCounter>();
  readonly #received = new Map<string, TrackCounter>();
  /** Of received tracks that are not counted any more. */
  #withoutKeyBefore = 0;
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
    const received = options.direction === 'receive' ? 1 : 0;
    if (received > 0 && this.#liveReceived >= maxTracks) throw new AppError('too-many', 'tracks');
    const transform = this.#transformOf(options);
    this.#liveReceived += received;
    this.#live.add(streams);
    try {
      await pumpFrames(streams, transform);
    } finally {
      this.#live.delete(streams);
      this.#liveReceived -= received;
    }
  }

  /** Frames that were dropped so far because a key was missing, on whichever side. */
  get framesWithoutKey(): number {
    return this.#counters.reduce((sum, one) => sum + one.withoutKey, this.#withoutKeyBefore);
  }

  /** Every track as it stands. */
  read(): TrackCount[] {
    return this.#counters.map((counter) => counter.read());
  }

  get #counters(): readonly TrackCounter[] {
    return [...this.#own.values(), ...this.#received.values()];
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
      if (first.mustWait(options.seatId)) await first.wait(options.seatId);
      await open(frame, sink);
    };
  }

  #counterOf(options: TrackOptions): TrackCounter {
    const isOwn = options.direction === 'send';
    const counters = isOwn ? this.#own : this.#received;
    const key = isOwn ? options.source : `${options.seatId} ${options.source}`;
    const counter =
      counters.get(key) ??
      new TrackCounter(options, () => {
        this.#tellSoon();
      });
    // The oldest goes first when there are too many: those that run now are counted and shown.
    counters.delete(key);
    counters.set(key, counter);
    const [oldest] = this.#received;
    if (oldest && this.#received.size > maxTracks) {
      this.#received.delete(oldest[0]);
      this.#withoutKeyBefore += oldest[1].withoutKey;
    }
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
