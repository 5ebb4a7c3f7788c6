import type { Log } from '../../src/base/ports.ts';
import type { CallRequest } from '../../src/contract/contract.ts';
import { limits } from '../../src/contract/limits.ts';
import type {
  ConsumerOffer,
  MediaDirection,
  MediaSource,
  Presence,
  SeatState,
  Signaling,
  TurnAccess,
} from '../../src/contract/signaling.ts';
import type { IceParameters } from '../sfu/media-types.ts';
import { AppError, CancelledError } from '../../src/errors/app-error.ts';
import type { TurnDesk } from '../auth/turn-desk.ts';
import { kindOfSource, type MediaRoom, type MediaTransport } from '../sfu/media-port.ts';
import type { Scope } from '../../src/base/scope.ts';
import { SeatMedia, type ReceivedMedia, type SentMedia } from './seat-media.ts';
import type { Seat } from './seat.ts';

export interface MediaExchangeOptions {
  readonly mediaRoom: MediaRoom;
  /** The admitted seats, as they are at the moment of asking. */
  readonly seats: () => Iterable<Seat>;
  /** Null: there is no TURN server. */
  readonly turn: TurnDesk | null;
  readonly log: Log;
}

/**
 * Media between the seats of one room: gives each seat its two transports, and each producer a consumer at every other
 * seat that is admitted.
 *
 * Close cascade: a seat's media -> consumers of its producers (their seats hear of it), its producers, its own
 * consumers, its transports.
 */
export class MediaExchange {
  readonly #mediaRoom: MediaRoom;
  readonly #seats: () => Iterable<Seat>;
  readonly #turn: TurnDesk | null;
  readonly #log: Log;

  constructor({ mediaRoom, seats, turn, log }: MediaExchangeOptions) {
    this.#mediaRoom = mediaRoom;
    this.#seats = seats;
    this.#turn = turn;
    this.#log = log;
  }

  /**
   * Sets a seat's media up and says everything about it in one answer. The seat's outbox is held from here on: the
   * caller hands the presence out and releases it. Media that the seat had before is closed.
   * @throws AppError not-admitted, CancelledError when a newer call or the seat's end overtook this one
   */
  async enter(seat: Seat): Promise<Presence> {
    // Every caller has looked already. This is the only way to a transport, so it looks for itself.
    if (!seat.isAdmitted) throw new AppError('not-admitted', 'no transport before admission');
    const scope = seat.renewMedia();
    seat.outbox?.hold();
    try {
      const [send, recv] = await Promise.all([
        this.#openTransport(seat, 'send', scope),
        this.#openTransport(seat, 'recv', scope),
      ]);
      throwIfOvertaken(scope);
      const media = new SeatMedia(send, recv);
      seat.media = media;
      scope.own(() => {
        this.#dismantle(seat, media);
      });
      await Promise.all(this.#sentByOthers(seat).map((sent) => this.#receive(seat, sent)));
      throwIfOvertaken(scope);
      seat.outbox?.dropCoveredByPresence();
      return this.#presence(seat, media);
    } catch (error) {
      throwIfOvertaken(scope);
      scope.close();
      throw error;
    }
  }

  /** @throws AppError conflict, bad-request, not-admitted */
  async produce(seat: Seat, request: CallRequest<Signaling, 'media.produce'>): Promise<string> {
    const { source, kind, rtpParameters } = request;
    const media = seat.mediaInside;
    if (kindOfSource[source] !== kind) throw new AppError('bad-request', 'kind of source');
    if (media.sent.has(source) || media.producing.has(source)) {
      throw new AppError('conflict', 'source is sent already');
    }
    if (media.sent.size + media.producing.size >= limits.producersPerSeat) {
      throw new AppError('too-many', 'producers');
    }
    media.producing.add(source);
    try {
      const producer = await media.send.produce({ kind, rtpParameters });
      // The transport may have closed meanwhile, and its producer with it.
      if (seat.media !== media) throw new AppError('not-admitted', 'media was renewed');
      const sent: SentMedia = {
        seat,
        source,
        kind,
        producer,
        receivers: new Map(),
        muted: false,
        isClosed: false,
      };
      media.sent.set(source, sent);
      for (const other of this.#seats()) {
        if (other !== seat && other.media) this.#receiveLater(other, sent);
      }
      return producer.id;
    } finally {
      media.producing.delete(source);
    }
  }

  /** @throws AppError not-found */
  async mute(seat: Seat, source: MediaSource, muted: boolean): Promise<void> {
    const sent = seat.mediaInside.sentFrom(source);
    sent.muted = muted;
    await (muted ? sent.producer.pause() : sent.producer.resume());
    for (const [receiver, { consumer }] of sent.receivers) {
      receiver.push('media.consumer-muted', { consumerId: consumer.id, muted });
    }
  }

  /** @throws AppError not-found */
  stop(seat: Seat, source: MediaSource): void {
    const media = seat.mediaInside;
    this.#closeSent(media.sentFrom(source));
    media.sent.delete(source);
  }

  /** @throws AppError not-found */
  async startConsumer(seat: Seat, consumerId: string): Promise<void> {
    const received = seat.mediaInside.receivedAs(consumerId);
    received.paused = false;
    await received.consumer.resume();
  }

  /** Passes on to whoever sends it that this seat has no picture. @throws AppError not-found */
  requestPicture(seat: Seat, consumerId: string): void {
    const { sent } = seat.mediaInside.receivedAs(consumerId);
    sent.seat.push('media.picture-wanted', { source: sent.source });
  }

  /** What one of a seat's transports needs to find a way anew. @throws AppError not-admitted */
  async restartIce(
    seat: Seat,
    direction: MediaDirection,
  ): Promise<{ readonly iceParameters: IceParameters; readonly turn: TurnAccess | null }> {
    const iceParameters = await seat.mediaInside.transport(direction).restartIce();
    return { iceParameters, turn: this.#turnFor(seat) };
  }

  /** Only a seat that has media is given access, and it has that only when it was admitted. */
  #turnFor(seat: Seat): TurnAccess | null {
    return seat.media && (this.#turn?.issueTo(seat) ?? null);
  }

  async #openTransport(seat: Seat, direction: 'send' | 'recv', scope: Scope) {
    seat.transports += 1;
    let transport: MediaTransport | null = null;
    scope.own(() => {
      transport?.close();
      seat.transports -= 1;
    });
    transport = await this.#mediaRoom.openTransport(direction);
    if (scope.isClosed) transport.close();
    return transport;
  }

  #sentByOthers(seat: Seat): readonly SentMedia[] {
    return [...this.#seats()]
      .filter((other) => other !== seat)
      .flatMap(({ media }) => [...(media?.sent.values() ?? [])]);
  }

  #receiveLater(seat: Seat, sent: SentMedia): void {
    this.#receive(seat, sent).catch((error: unknown) => {
      const { code } = AppError.from(error);
      this.#log.warn('consumer-failed', { seatId: seat.id, code });
    });
  }

  /** Makes a consumer at `seat`. It needs no start from the client when its transport is not up yet. */
  async #receive(seat: Seat, sent: SentMedia): Promise<void> {
    const { media, rtpCapabilities } = seat;
    if (!media || !rtpCapabilities || sent.receivers.has(seat)) return;
    const producerId = sent.producer.id;
    if (!this.#mediaRoom.canConsume(producerId, rtpCapabilities)) {
      this.#log.warn('cannot-consume', { seatId: seat.id });
      return;
    }
    const paused = media.recv.isConnected;
    const consumer = await media.recv.consume({ producerId, rtpCapabilities, paused });
    if (seat.media !== media || sent.isClosed || sent.receivers.has(seat)) {
      consumer.close();
      return;
    }
    const received = { consumer, sent, paused };
    sent.receivers.set(seat, received);
    media.received.set(consumer.id, received);
    seat.push('media.consumer', consumerOffer(received));
  }

  #closeSent(sent: SentMedia): void {
    sent.isClosed = true;
    for (const [receiver, { consumer }] of sent.receivers) {
      receiver.media?.received.delete(consumer.id);
      consumer.close();
      receiver.push('media.consumer-closed', { consumerId: consumer.id });
    }
    sent.receivers.clear();
    sent.producer.close();
  }

  #dismantle(seat: Seat, media: SeatMedia): void {
    for (const sent of media.sent.values()) this.#closeSent(sent);
    for (const { consumer, sent } of media.received.values()) {
      sent.receivers.delete(seat);
      consumer.close();
    }
    media.sent.clear();
    media.received.clear();
    if (seat.media === media) seat.media = null;
  }

  #presence(seat: Seat, media: SeatMedia): Presence {
    const seats: SeatState[] = [...this.#seats()].map(({ state }) => state);
    return {
      seatId: seat.id,
      sendTransport: media.send.offer,
      recvTransport: media.recv.offer,
      turn: this.#turnFor(seat),
      consumers: [...media.received.values()].map(consumerOffer),
      seats,
    };
  }
}

function throwIfOvertaken(scope: Scope): void {
  if (scope.isClosed) throw new CancelledError();
}

function consumerOffer({ consumer, sent, paused }: ReceivedMedia): ConsumerOffer {
  return {
    consumerId: consumer.id,
    producerId: sent.producer.id,
    seatId: sent.seat.id,
    source: sent.source,
    kind: sent.kind,
    rtpParameters: consumer.rtpParameters,
    muted: sent.muted,
    paused,
  };
}
