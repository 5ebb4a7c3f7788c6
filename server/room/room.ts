import type { Clock, Log, Random } from '../../src/base/ports.ts';
import { toBase64Url } from '../../src/base/base64url.ts';
import type { CallAnswer } from '../../src/contract/contract.ts';
import { newId, type InviteId, type RoomId, type SeatId } from '../../src/contract/ids.ts';
import { limits } from '../../src/contract/limits.ts';
import type { EndReason, Presence, Signaling } from '../../src/contract/signaling.ts';
import { AppError, CancelledError } from '../../src/errors/app-error.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import { findByHash, hashToken, type TokenHash } from '../auth/token-hash.ts';
import type { TurnDesk } from '../auth/turn-desk.ts';
import type { MediaRoom } from '../sfu/media-port.ts';
import type { RtpCapabilities } from '../sfu/media-types.ts';
import { InviteBook, type Invite } from './invite-book.ts';
import type { Link } from './link.ts';
import { MediaExchange } from './media-exchange.ts';
import type { Outbox } from './outbox.ts';
import { Relay } from './relay.ts';
import { inspectRoom, type RoomInspection } from './room-inspection.ts';
import { RoomSeats } from './room-seats.ts';
import { Seat, type GuestAccess } from './seat.ts';

type SeatTicket = CallAnswer<Signaling, 'seat.redeem'>;

/** Bounds and grace times of a room; see server/config/server-limits.ts. */
export interface RoomLimits {
  readonly hostGraceMs: number;
  readonly guestGraceMs: number;
  readonly relayBacklogMessages: number;
  readonly relayBacklogBytes: number;
}

export interface RoomOptions {
  readonly roomId: RoomId;
  /** The enrolled key that opened the room: only its holder may re-enter as the host. */
  readonly ownerKey: string;
  readonly mediaRoom: MediaRoom;
  readonly roomLimits: RoomLimits;
  /** Null: there is no TURN server. */
  readonly turn: TurnDesk | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Called once, when the room has closed, no matter how. */
  readonly onClosed: () => void;
}

/**
 * One session: the therapist's seat, the guests' seats, the lobby, the invites and the relay. It lives in memory only
 * and ends with the session.
 *
 * Close cascade: room (everybody hears `room.closed` and is disconnected) -> seats -> their media -> the media room.
 */
export class Room {
  readonly roomId: RoomId;
  readonly ownerKey: string;
  readonly exchange: MediaExchange;
  readonly relay: Relay;
  readonly #options: RoomOptions;
  readonly #seats: RoomSeats;
  readonly #invites = new InviteBook();
  /** Of guests who were away for longer than the grace time, by the invite that they came in by. */
  readonly #lapsed = new Map<InviteId, GuestAccess>();
  #transportsBeforeAdmission = 0;
  #isClosed = false;

  constructor(options: RoomOptions) {
    const { roomId, ownerKey, mediaRoom, roomLimits, turn, clock, random, log } = options;
    this.roomId = roomId;
    this.ownerKey = ownerKey;
    this.#options = options;
    this.#seats = new RoomSeats(new Seat(newId<SeatId>(random), null, clock.nowMs()));
    this.exchange = new MediaExchange({
      mediaRoom,
      seats: () => this.#seats.admitted(),
      turn,
      log,
    });
    this.relay = new Relay({
      backlogMessages: roomLimits.relayBacklogMessages,
      backlogBytes: roomLimits.relayBacklogBytes,
      toReceiver: (seatId, message) => {
        this.#seats.find(seatId)?.push('relay.message', message);
      },
      toSender: (seatId, delivered) => {
        this.#seats.find(seatId)?.push('relay.delivered', delivered);
      },
    });
    this.relay.join(this.#seats.host.id);
    mediaRoom.onFailed(() => {
      this.close('media-failed');
    });
    log.info('room-opened', { roomId });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  // The host.

  /** Gives the host's seat a connection, for the first time or again. */
  attachHost(link: Link): {
    readonly seat: Seat;
    readonly answer: CallAnswer<Signaling, 'room.open'>;
  } {
    const seat = this.#seats.host;
    this.#attach(seat, link);
    const { routerRtpCapabilities } = this.#options.mediaRoom;
    const waiting = [...this.#seats.waiting()];
    return { seat, answer: { seatId: seat.id, routerRtpCapabilities, waiting } };
  }

  /**
   * Puts the host's media into the room. @throws AppError conflict when a newer call overtook this one
   */
  async enterAsHost(seat: Seat, rtpCapabilities: RtpCapabilities): Promise<Presence> {
    seat.rtpCapabilities = rtpCapabilities;
    const presence = await this.#enter(seat);
    if (!presence) throw new AppError('conflict', 'overtaken');
    return presence;
  }

  /** @throws AppError bad-request, conflict, too-many */
  createInvite(invite: Invite): void {
    this.#invites.add(invite, this.#options.clock.nowMs());
  }

  /** Makes an invite unusable; who came in by it is removed. @throws AppError not-found */
  revokeInvite(inviteId: InviteId): void {
    this.#invites.revoke(inviteId);
    this.#lapsed.delete(inviteId);
    for (const seat of this.#seats.guestsBy(inviteId)) this.#giveUp(seat, 'removed');
  }

  /** Lets a waiting guest in, to be brought in next. @throws AppError not-found, room-full */
  admit(seatId: SeatId): Seat {
    const seat = this.#seats.waitingGuest(seatId);
    const admitted = this.#seats.admitted();
    if (admitted.length >= limits.seatsPerRoom) throw new AppError('room-full');
    const ofAdmitted = admitted.reduce((sum, { transports }) => sum + transports, 0);
    this.#transportsBeforeAdmission += Math.max(
      0,
      this.#options.mediaRoom.transportCount - ofAdmitted,
    );
    seat.advance('admit');
    this.relay.join(seat.id);
    this.#options.log.info('seat-admitted', { roomId: this.roomId, seatId });
    this.#seats.announce(seat);
    return seat;
  }

  /** @throws AppError not-found */
  refuse(seatId: SeatId): void {
    this.#giveUp(this.#seats.waitingGuest(seatId), 'refused');
  }

  /** @throws AppError not-found */
  remove(seatId: SeatId): void {
    this.#giveUp(this.#seats.admittedGuest(seatId), 'removed');
  }

  // Guests.

  /** @throws AppError invite-invalid, invite-used, invite-expired */
  redeem(
    link: Link,
    admissionHash: TokenHash,
  ): { readonly seat: Seat; readonly ticket: SeatTicket } {
    const { clock, random } = this.#options;
    const { inviteId } = this.#invites.redeem(admissionHash, clock.nowMs());
    const resumeToken = toBase64Url(random.bytes(32));
    const resumeHash = hashToken(decodeChecked(resumeToken));
    const seat = this.#seatGuest({ inviteId, resumeHash });
    this.#attach(seat, link);
    return { seat, ticket: this.#ticket(seat, resumeToken) };
  }

  /** Back to one's seat, or to the waiting room when it was given up meanwhile. @throws AppError invite-invalid */
  resume(link: Link, resumeToken: string): { readonly seat: Seat; readonly ticket: SeatTicket } {
    const resumeHash = hashToken(decodeChecked(resumeToken));
    const seat = this.#seats.guestByResumeHash(resumeHash) ?? this.#seatAgain(resumeHash);
    if (!seat) throw new AppError('invite-invalid', 'resume');
    this.#attach(seat, link);
    return { seat, ticket: this.#ticket(seat, resumeToken) };
  }

  /** A waiting guest knocks, and the host hears it. @returns false for a guest who was let in before */
  knock(seat: Seat, sealed: string): boolean {
    if (!seat.isWaiting) return false;
    seat.sealedKnock = sealed;
    this.#seats.announce(seat);
    return true;
  }

  /** Sends an admitted guest who is there and ready everything it needs; does nothing for anybody else. */
  async bringIn(seat: Seat): Promise<void> {
    const { outbox } = seat;
    if (!seat.isAdmitted || !outbox || !seat.rtpCapabilities) return;
    const presence = await this.#enter(seat);
    if (!presence || seat.outbox !== outbox) return;
    outbox.pushPastHeld('seat.admitted', presence);
    this.#goOnline(seat, outbox);
  }

  /** The same, when nobody waits for it. */
  bringInLater(seat: Seat): void {
    this.bringIn(seat).catch((error: unknown) => {
      const { code } = AppError.from(error);
      this.#options.log.error('bring-in-failed', { roomId: this.roomId, seatId: seat.id, code });
    });
  }

  /** The connection has its answer: what was held for it meanwhile goes out. */
  answered(seat: Seat, link: Link): void {
    if (seat.outbox?.isOf(link)) this.#goOnline(seat, seat.outbox);
  }

  /** A guest leaves for good. */
  leave(seat: Seat): void {
    this.#giveUp(seat, 'ended');
  }

  // Everybody.

  /** A connection is gone. The seat waits for it to come back, for the grace time. */
  drop(seat: Seat, link: Link): void {
    if (this.#isClosed || !seat.outbox?.isOf(link)) return;
    const { clock, roomLimits, log } = this.#options;
    const graceMs = seat.role === 'host' ? roomLimits.hostGraceMs : roomLimits.guestGraceMs;
    seat.drop(() =>
      clock.after(graceMs, () => {
        if (seat.role === 'host') this.close('host-gone');
        else this.#lapse(seat);
      }),
    );
    this.relay.goOffline(seat.id);
    log.info('seat-dropped', { roomId: this.roomId, seatId: seat.id });
    this.#seats.announce(seat);
  }

  /** Ends the session for everybody. May be called twice. */
  close(reason: EndReason): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const seats = this.#seats.all();
    // Everybody hears of the end before anybody's media goes: nothing else is news after it.
    for (const { outbox } of seats) outbox?.end({ reason });
    for (const seat of seats) seat.end(reason);
    this.#options.mediaRoom.close();
    this.#options.log.info('room-closed', { roomId: this.roomId, reason });
    this.#options.onClosed();
  }

  inspect(): RoomInspection {
    return inspectRoom({
      roomId: this.roomId,
      seats: this.#seats.all(),
      transports: this.#options.mediaRoom.transportCount,
      transportsBeforeAdmission: this.#transportsBeforeAdmission,
    });
  }

  #seatGuest(access: GuestAccess): Seat {
    const { clock, random, log } = this.#options;
    const seat = new Seat(newId<SeatId>(random), access, clock.nowMs());
    this.#seats.add(seat);
    log.info('seat-waiting', { roomId: this.roomId, seatId: seat.id });
    return seat;
  }

  /** By the token of who sat here, never by the invite, of which somebody else may have a copy. */
  #seatAgain(resumeHash: TokenHash): Seat | null {
    const access = findByHash(this.#lapsed.values(), (one) => one.resumeHash, resumeHash);
    if (!access) return null;
    this.#lapsed.delete(access.inviteId);
    return this.#seatGuest(access);
  }

  #lapse(seat: Seat): void {
    if (seat.access) this.#lapsed.set(seat.access.inviteId, seat.access);
    this.#giveUp(seat, 'ended');
  }

  #attach(seat: Seat, link: Link): void {
    seat.attach(link);
    this.relay.goOffline(seat.id);
    this.#seats.announce(seat);
  }

  /** @returns null when a newer call or the seat's end overtook this one */
  async #enter(seat: Seat): Promise<Presence | null> {
    try {
      return await this.exchange.enter(seat);
    } catch (error) {
      if (error instanceof CancelledError) return null;
      seat.outbox?.release();
      throw error;
    }
  }

  #goOnline(seat: Seat, outbox: Outbox): void {
    outbox.release();
    if (seat.media) this.relay.goOnline(seat.id);
  }

  /** Ends a guest's seat and tells who is concerned. */
  #giveUp(seat: Seat, reason: EndReason): void {
    if (!this.#seats.remove(seat)) return;
    const wasWaiting = seat.isWaiting;
    this.relay.leave(seat.id);
    seat.end(reason);
    this.#options.log.info('seat-gone', { roomId: this.roomId, seatId: seat.id, reason });
    if (wasWaiting) this.#seats.host.push('lobby.gone', { seatId: seat.id });
    else this.#seats.tellInside('seat.left', { seatId: seat.id });
  }

  #ticket(seat: Seat, resumeToken: string): SeatTicket {
    const { routerRtpCapabilities } = this.#options.mediaRoom;
    return { seatId: seat.id, resumeToken, routerRtpCapabilities };
  }
}
