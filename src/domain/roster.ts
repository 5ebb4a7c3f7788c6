import type { SeatId } from '../contract/ids.ts';
import type { SeatState } from '../contract/signaling.ts';

/** Who else is in the room, in order of arrival. */
export type Roster = readonly SeatState[];

/** Everybody of a presence but oneself. Who was known before keeps the place. */
export function rosterOf(seats: readonly SeatState[], own: SeatId, before: Roster): Roster {
  const others = seats.filter(({ seatId }) => seatId !== own);
  const rank = (seatId: SeatId): number => {
    const at = before.findIndex((known) => known.seatId === seatId);
    return at < 0 ? before.length : at;
  };
  return others.toSorted((a, b) => rank(a.seatId) - rank(b.seatId));
}

/** Somebody came in, dropped, or came back. */
export function withSeat(roster: Roster, seat: SeatState): Roster {
  return roster.some(({ seatId }) => seatId === seat.seatId)
    ? roster.map((known) => (known.seatId === seat.seatId ? seat : known))
    : [...roster, seat];
}

/** Somebody left for good. */
export function withoutSeat(roster: Roster, seatId: SeatId): Roster {
  return roster.filter((known) => known.seatId !== seatId);
}
