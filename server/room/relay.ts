import type { CallRequest, PushData } from '../../src/contract/contract.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import type { Signaling } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { Backlog } from './backlog.ts';
import { MessageMemory } from './message-memory.ts';

type Message = PushData<Signaling, 'relay.message'>;
type Delivered = PushData<Signaling, 'relay.delivered'>;

export interface RelayOptions {
  /** Bounds of what waits for one receiver. */
  readonly backlogMessages: number;
  readonly backlogBytes: number;
  readonly toReceiver: (receiver: SeatId, message: Message) => void;
  readonly toSender: (sender: SeatId, delivered: Delivered) => void;
}

interface Member {
  readonly backlog: Backlog;
  readonly sentIds: MessageMemory;
  /** Per receiver, the last of this member's messages that it acknowledged. */
  readonly delivered: Map<SeatId, number>;
  /** Has its state and can take messages; otherwise they wait in the backlog. */
  isOnline: boolean;
}

/**
 * Carries opaque messages between the admitted seats of one room: numbered per room, kept for each receiver until it
 * acknowledges, sent again in order when it comes back. Nothing is dropped silently: a receiver whose backlog is full
 * makes the sender's call fail. What was sent before a seat joined is not for it.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #members = new Map<SeatId, Member>();
  #lastSequence = 0;

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  /** From here on the seat receives. */
  join(seatId: SeatId): void {
    const { backlogMessages, backlogBytes } = this.#options;
    this.#members.set(seatId, {
      backlog: new Backlog(backlogMessages, backlogBytes),
      sentIds: new MessageMemory(2 * backlogMessages),
      delivered: new Map(),
      isOnline: false,
    });
  }

  /** The seat is given up; what waited for it is gone. */
  leave(seatId: SeatId): void {
    this.#members.delete(seatId);
    for (const { delivered } of this.#members.values()) delivered.delete(seatId);
  }

  /** Everything that waits goes out, oldest first; then new messages go out as they come. */
  goOnline(seatId: SeatId): void {
    const member = this.#members.get(seatId);
    if (!member || member.isOnline) return;
    for (const message of member.backlog.all()) this.#options.toReceiver(seatId, message);
    member.isOnline = true;
    for (const [receiver, sequence] of member.delivered) {
      this.#options.toSender(seatId, { seatId: receiver, sequence });
    }
  }

  goOffline(seatId: SeatId): void {
    const member = this.#members.get(seatId);
    if (member) member.isOnline = false;
  }

  /**
   * Takes a message for one seat, or for all others.
   * @returns its sequence; the same one as before for a message that was sent already
   * @throws AppError not-admitted, not-found, too-many (then nobody gets it), also for what follows a message that is not here
   */
  send(from: SeatId, request: CallRequest<Signaling, 'relay.send'>): number {
    const sender = this.#member(from);
    const known = sender.sentIds.sequenceOf(request.messageId);
    if (known !== null) return known;
    const { after } = request;
    if (after !== undefined && sender.sentIds.sequenceOf(after) === null) {
      throw new AppError('too-many', 'relay order');
    }
    const receivers = this.#receivers(from, request.to);
    const { messageId, payload } = request;
    for (const { backlog } of receivers.values()) {
      if (!backlog.hasRoomFor(payload)) throw new AppError('too-many', 'relay backlog');
    }
    this.#lastSequence += 1;
    const message = { sequence: this.#lastSequence, messageId, from, payload };
    sender.sentIds.remember(messageId, message.sequence);
    for (const [receiver, { backlog, isOnline }] of receivers) {
      backlog.add(message);
      if (isOnline) this.#options.toReceiver(receiver, message);
    }
    return message.sequence;
  }

  /** @throws AppError not-admitted, bad-request for a message that was never sent */
  acknowledge(receiver: SeatId, sequence: number): void {
    const member = this.#member(receiver);
    if (sequence > this.#lastSequence) throw new AppError('bad-request', 'relay sequence');
    for (const [senderId, last] of member.backlog.removeUpTo(sequence)) {
      const sender = this.#members.get(senderId);
      if (!sender) continue;
      sender.delivered.set(receiver, last);
      if (sender.isOnline) this.#options.toSender(senderId, { seatId: receiver, sequence: last });
    }
  }

  #member(seatId: SeatId): Member {
    const member = this.#members.get(seatId);
    if (!member) throw new AppError('not-admitted', 'relay');
    return member;
  }

  #receivers(from: SeatId, to: SeatId | null): ReadonlyMap<SeatId, Member> {
    if (to === null) return new Map([...this.#members].filter(([seatId]) => seatId !== from));
    const member = this.#members.get(to);
    if (!member || to === from) throw new AppError('not-found', 'relay receiver');
    return new Map([[to, member]]);
  }
}
