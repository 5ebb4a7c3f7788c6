import type { SeatId } from '../contract/ids.ts';
import type { WaitingGuest } from '../contract/signaling.ts';

/** Who waits, in order of arrival. */
export type WaitingRoom = readonly WaitingGuest[];

/** Somebody waits, came back, or dropped while waiting. */
export function withWaiting(room: WaitingRoom, guest: WaitingGuest): WaitingRoom {
  return [...withoutWaiting(room, guest.seatId), guest].toSorted((a, b) => a.sinceMs - b.sinceMs);
}

/** Somebody was let in, sent away, or left. */
export function withoutWaiting(room: WaitingRoom, seatId: SeatId): WaitingRoom {
  return room.filter((guest) => guest.seatId !== seatId);
}
