import type { PushInput, PushName } from '../../src/contract/contract.ts';
import type { InviteId, SeatId } from '../../src/contract/ids.ts';
import type { Signaling, WaitingGuest } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { findByHash, type TokenHash } from '../auth/token-hash.ts';
import type { Seat } from './seat.ts';

/** The seats of one room: the host's, which is always there, and the guests', in the order in which they came. */
export class RoomSeats {
  readonly host: Seat;
  readonly #guests = new Map<SeatId, Seat>();

  constructor(host: Seat) {
    this.host = host;
  }

  all(): readonly Seat[] {
    return [this.host, ...this.#guests.values()];
  }

  /** The host and everybody whom the host has let in. */
  admitted(): readonly Seat[] {
    return this.all().filter(({ isAdmitted }) => isAdmitted);
  }

  /** The lobby, as the host sees it. */
  waiting(): readonly WaitingGuest[] {
    return this.all().flatMap(({ waitingState }) => waitingState ?? []);
  }

  find(seatId: SeatId): Seat | undefined {
    return this.host.id === seatId ? this.host : this.#guests.get(seatId);
  }

  /** @throws AppError not-found */
  waitingGuest(seatId: SeatId): Seat {
    const guest = this.#guests.get(seatId);
    if (!guest?.isWaiting) throw new AppError('not-found', 'waiting guest');
    return guest;
  }

  /** @throws AppError not-found */
  admittedGuest(seatId: SeatId): Seat {
    const guest = this.#guests.get(seatId);
    if (!guest?.isAdmitted) throw new AppError('not-found', 'guest inside');
    return guest;
  }

  guestsBy(inviteId: InviteId): readonly Seat[] {
    return [...this.#guests.values()].filter(({ access }) => access?.inviteId === inviteId);
  }

  guestByResumeHash(wanted: TokenHash): Seat | null {
    return findByHash(this.#guests.values(), ({ access }) => access?.resumeHash ?? null, wanted);
  }

  add(guest: Seat): void {
    this.#guests.set(guest.id, guest);
  }

  /** @returns false when the seat is no guest's, or was removed before */
  remove(guest: Seat): boolean {
    return this.#guests.delete(guest.id);
  }

  /** Tells who is concerned that a seat came, dropped or came back: the host of a waiting one, everybody inside else. */
  announce(seat: Seat): void {
    const { waitingState } = seat;
    if (waitingState) this.host.push('lobby.waiting', waitingState);
    else this.tellInside('seat.changed', seat.state, seat);
  }

  tellInside<K extends PushName<Signaling>>(
    name: K,
    data: PushInput<Signaling, K>,
    except: Seat | null = null,
  ): void {
    for (const seat of this.admitted()) if (seat !== except) seat.push(name, data);
  }
}
