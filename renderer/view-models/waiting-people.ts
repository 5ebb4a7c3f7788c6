import type { InviteId, SeatId } from '../../src/contract/ids.ts';
import type { WaitingGuest } from '../../src/contract/signaling.ts';
import { withoutWaiting, withWaiting, type WaitingRoom } from '../../src/domain/waiting-room.ts';
import type { KnockView } from './encryption-model.ts';
import type { WaitingPerson } from './host-session-model.ts';

/** Everybody whom the therapist is to let in by hand: in the server's waiting room, and in the session already without keys. */
export class WaitingPeople {
  /** Who waits outside, by the server's word. */
  #room: WaitingRoom = [];
  /** Inside at the server, and to be let into the group by hand once more. */
  #inside: WaitingRoom = [];
  readonly #knocks = new Map<SeatId, KnockView>();

  /** In order of arrival. */
  get list(): readonly WaitingPerson[] {
    const all = this.#inside.reduce(withWaiting, this.#room);
    return all.map(({ seatId, inviteId, sinceMs, connected }) => {
      const knock = this.#knocks.get(seatId) ?? { phase: 'reading' };
      return { seatId, inviteId, sinceMs, connected, knock };
    });
  }

  isInside(seatId: SeatId): boolean {
    return this.#inside.some((guest) => guest.seatId === seatId);
  }

  /** The waiting room as the server has it on a new connection. */
  replace(room: WaitingRoom): void {
    this.#room = room;
  }

  /** Those who are still in the session, of those who wait there. */
  keepInside(isThere: (seatId: SeatId) => boolean): void {
    this.#inside = this.#inside.filter(({ seatId }) => isThere(seatId));
  }

  add(guest: WaitingGuest): void {
    this.#room = withWaiting(this.#room, guest);
  }

  addInside(seatId: SeatId, inviteId: InviteId, sinceMs: number): void {
    const guest = { seatId, inviteId, sinceMs, connected: true, sealedKnock: null };
    this.#inside = withWaiting(this.#inside, guest);
  }

  setKnock(seatId: SeatId, knock: KnockView): void {
    this.#knocks.set(seatId, knock);
  }

  /** Let in at the server, by whomever: no longer outside. */
  leaveRoom(seatId: SeatId): void {
    this.#room = withoutWaiting(this.#room, seatId);
  }

  forget(seatId: SeatId): void {
    this.leaveRoom(seatId);
    this.#inside = withoutWaiting(this.#inside, seatId);
    this.#knocks.delete(seatId);
  }

  /** The keys are gone that these knocks were read with. */
  forgetKnocks(): void {
    this.#inside = [];
    this.#knocks.clear();
  }
}
