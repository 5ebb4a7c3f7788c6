import type { MediaDirection, MediaSource } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { MediaConsumer, MediaProducer, MediaTransport } from '../sfu/media-port.ts';
import type { MediaKind } from '../sfu/media-types.ts';
import type { Seat } from './seat.ts';

/** Media that a seat sends, and who receives it. */
export interface SentMedia {
  readonly seat: Seat;
  readonly source: MediaSource;
  readonly kind: MediaKind;
  readonly producer: MediaProducer;
  readonly receivers: Map<Seat, ReceivedMedia>;
  muted: boolean;
  isClosed: boolean;
}

/** Media of somebody else that a seat receives. */
export interface ReceivedMedia {
  readonly consumer: MediaConsumer;
  readonly sent: SentMedia;
  /** Waits for `media.consumer-ready`. */
  paused: boolean;
}

/** What one seat has in the SFU while it is in the session: two transports and what runs over them. */
export class SeatMedia {
  readonly sent = new Map<MediaSource, SentMedia>();
  readonly received = new Map<string, ReceivedMedia>();
  /** Sources that are being produced right now, so that two calls cannot send the same one. */
  readonly producing = new Set<MediaSource>();
  readonly send: MediaTransport;
  readonly recv: MediaTransport;

  constructor(send: MediaTransport, recv: MediaTransport) {
    this.send = send;
    this.recv = recv;
  }

  transport(direction: MediaDirection): MediaTransport {
    return direction === 'send' ? this.send : this.recv;
  }

  /** @throws AppError not-found */
  sentFrom(source: MediaSource): SentMedia {
    const sent = this.sent.get(source);
    if (!sent) throw new AppError('not-found', 'no such producer');
    return sent;
  }

  /** @throws AppError not-found */
  receivedAs(consumerId: string): ReceivedMedia {
    const received = this.received.get(consumerId);
    if (!received) throw new AppError('not-found', 'no such consumer');
    return received;
  }
}
