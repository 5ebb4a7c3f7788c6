import type { types } from 'mediasoup-client';
import type { Log } from '../../src/base/ports.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import type { ConsumerOffer, MediaSource } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SignalingCalls } from '../platform/signaling-connection.ts';
import type { FrameTransforms } from './frame-transforms.ts';

/** Something that somebody else sends. */
export interface IncomingTrack {
  readonly seatId: SeatId;
  readonly source: MediaSource;
  readonly track: MediaStreamTrack;
  readonly muted: boolean;
}

export interface IncomingMediaOptions {
  readonly transport: types.Transport;
  readonly calls: SignalingCalls;
  readonly transforms: FrameTransforms;
  readonly log: Log;
  /** Everything that comes in, after each change. */
  readonly onTracks: (tracks: readonly IncomingTrack[]) => void;
}

interface Received {
  readonly seatId: SeatId;
  readonly source: MediaSource;
  muted: boolean;
  /** Null while it is negotiated. */
  consumer: types.Consumer | null;
}

/** Everything that is received. */
export class IncomingMedia {
  readonly #options: IncomingMediaOptions;
  readonly #received = new Map<string, Received>();

  constructor(options: IncomingMediaOptions) {
    this.#options = options;
  }

  /**
   * Takes offers in; those taken in the same turn are negotiated in one go. Resolves when they are, whether or not each
   * of them could be taken.
   */
  async take(offers: readonly ConsumerOffer[]): Promise<void> {
    const fresh = offers.filter(({ consumerId }) => !this.#received.has(consumerId));
    await Promise.all(fresh.map((offer) => this.#consume(offer)));
  }

  /** Whether a picture is to be expected of what is negotiated by now. */
  get hasPicture(): boolean {
    return [...this.#received.values()].some(
      ({ consumer, muted }) => consumer?.kind === 'video' && !muted,
    );
  }

  /** Asks for pictures that need none before them, from everybody who should be seen. */
  requestPictures(): void {
    for (const [consumerId, { consumer, muted }] of this.#received) {
      if (consumer?.kind !== 'video' || muted) continue;
      this.#options.calls.call('media.request-picture', { consumerId }).catch((error: unknown) => {
        const { code } = AppError.from(error);
        this.#options.log.warn('picture-not-requested', { code });
      });
    }
  }

  setMuted(consumerId: string, muted: boolean): void {
    const received = this.#received.get(consumerId);
    if (!received) return;
    received.muted = muted;
    this.#tell();
  }

  /** The server has closed a consumer. */
  drop(consumerId: string): void {
    const received = this.#received.get(consumerId);
    if (!this.#received.delete(consumerId)) return;
    received?.consumer?.close();
    this.#tell();
  }

  async #consume(offer: ConsumerOffer): Promise<void> {
    const { transport, transforms } = this.#options;
    const { consumerId, producerId, seatId, source, kind, rtpParameters } = offer;
    const received: Received = { seatId, source, muted: offer.muted, consumer: null };
    this.#received.set(consumerId, received);
    try {
      const consumer = await transport.consume({
        id: consumerId,
        producerId,
        kind,
        rtpParameters,
        onRtpReceiver: (receiver) => {
          transforms.attachReceiver(receiver, seatId, source);
        },
      });
      if (this.#received.get(consumerId) !== received) {
        consumer.close();
        return;
      }
      received.consumer = consumer;
      this.#tell();
      if (offer.paused) this.#start(consumerId);
    } catch (error) {
      this.#giveUp(consumerId, error);
    }
  }

  /** Lets the server send what it holds back until we are ready. */
  #start(consumerId: string): void {
    this.#options.calls.call('media.consumer-ready', { consumerId }).catch((error: unknown) => {
      this.#giveUp(consumerId, error);
    });
  }

  #giveUp(consumerId: string, error: unknown): void {
    const { transport, log } = this.#options;
    // A transport that closed under the work is news for whoever closed it only.
    if (transport.closed) return;
    const code = error instanceof AppError ? error.code : 'media-failed';
    log.warn('media-consumer-failed', { code });
    this.drop(consumerId);
  }

  #tell(): void {
    const tracks: IncomingTrack[] = [];
    for (const { seatId, source, muted, consumer } of this.#received.values()) {
      if (consumer) tracks.push({ seatId, source, muted, track: consumer.track });
    }
    this.#options.onTracks(tracks);
  }
}
