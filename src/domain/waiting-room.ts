import type { SeatId } from '../contract/ids.ts';
import { limits } from '../contract/limits.ts';
import type { WaitingGuest } from '../contract/signaling.ts';

/** Who waits, in order of arrival. */
export type WaitingRoom = readonly WaitingGuest[];

/** Somebody waits, came back, or dropped while waiting. Nobody waits without an invite, so there are no more than these. */
export function withWaiting(room: WaitingRoom, guest: WaitingGuest): WaitingRoom {
  return [...withoutWaiting(room, guest.seatId), guest]
    .toSorted((a, b) => a.sinceMs - b.sinceMs)
    .slice(0, limits.invitesPerRoom);
}

/** Somebody was let in, sent away, or left. */
export function withoutWaiting(room: WaitingRoom, seatId: SeatId): WaitingRoom {
  return room.filter((guest) => guest.seatId !== seatId);
}
