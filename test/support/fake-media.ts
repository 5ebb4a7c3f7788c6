import type { LiveMedia } from '../../renderer/media/live-media.ts';
import type { EnterOptions, MediaEngine } from '../../renderer/media/media-engine.ts';
import type { FrameTotals } from '../../renderer/media/sent-frames.ts';
import type { OwnTrack } from '../../renderer/media/outgoing-media.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { CallCounters } from '../../src/domain/call-quality.ts';
import type { ConsumerOffer, MediaSource, Presence } from '../../src/contract/signaling.ts';
import { testId } from './fake-ids.ts';

/** Media of one presence, as a test sees it from the other side. */
export class FakeLiveMedia implements LiveMedia {
  readonly ready = Promise.resolve();
  readonly options: EnterOptions;
  readonly sent = new Map<MediaSource, OwnTrack>();
  readonly offers: ConsumerOffer[] = [];
  readonly muted: [string, boolean][] = [];
  readonly dropped: string[] = [];
  isClosed = false;
  now: CallCounters | null = null;
  looks = 0;
  /** How often it heard that a picture is on the screen. */
  pictures = 0;
  /** How often it was to ask for pictures. */
  requests = 0;
  /** What it was to make key frames of. */
  readonly keyFrames: MediaSource[] = [];
  /** What this browser says that it has sent. */
  frames: FrameTotals | AppError = new Map();

  constructor(options: EnterOptions) {
    this.options = options;
    options.scope.own(() => {
      this.isClosed = true;
    });
  }

  take(offers: readonly ConsumerOffer[]): void {
    this.offers.push(...offers);
  }

  setMuted(consumerId: string, muted: boolean): void {
    this.muted.push([consumerId, muted]);
  }

  drop(consumerId: string): void {
    this.dropped.push(consumerId);
  }

  send(source: MediaSource, own: OwnTrack): void {
    this.sent.set(source, own);
  }

  pictureShown(): void {
    this.pictures += 1;
  }

  requestPictures(): void {
    this.requests += 1;
  }

  giveKeyFrame(source: MediaSource): void {
    this.keyFrames.push(source);
  }

  sentFrames(): Promise<FrameTotals> {
    if (this.frames instanceof AppError) return Promise.reject(this.frames);
    return Promise.resolve(this.frames);
  }

  counters(): Promise<CallCounters | null> {
    this.looks += 1;
    return Promise.resolve(this.now);
  }
}

/** An engine without WebRTC. */
export class FakeEngine implements MediaEngine {
  readonly live: FakeLiveMedia[] = [];
  warmUps = 0;
  failing: ErrorCode | null = null;
  supported = true;

  isSupported(): boolean {
    return this.supported;
  }

  async prepare() {
    await Promise.resolve();
    if (this.failing) throw new AppError(this.failing);
    return {
      rtpCapabilities: { codecs: [], headerExtensions: [] },
      warmUp: () => {
        this.warmUps += 1;
        return Promise.resolve();
      },
      enter: (options: EnterOptions) => {
        const live = new FakeLiveMedia(options);
        this.live.push(live);
        return live;
      },
    };
  }

  get last(): FakeLiveMedia {
    const live = this.live.at(-1);
    if (!live) throw new Error('no media in this test yet');
    return live;
  }
}

/** A presence of a seat, with whoever else is there. */
export function presenceOf(seat: number, others: Presence['seats'] = []): Presence {
  const transport = {
    id: `transport-${seat}`,
    iceParameters: { usernameFragment: 'u', password: 'p' },
    iceCandidates: [],
    dtlsParameters: { fingerprints: [{ algorithm: 'sha-256' as const, value: 'AB' }] },
  };
  return {
    seatId: testId(seat),
    sendTransport: transport,
    recvTransport: transport,
    turn: null,
    consumers: [],
    seats: [...others],
  };
}
