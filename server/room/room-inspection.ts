import type { RoomId, SeatId } from '../../src/contract/ids.ts';
import type { Seat } from './seat.ts';

/** What a room holds right now, in numbers and ids: for the demo, the tests and an operator. */
export interface RoomInspection {
  readonly roomId: RoomId;
  readonly seats: readonly SeatInspection[];
  /** Transports in the media room, counted by the SFU itself. */
  readonly transports: number;
  /** Transports that were there for nobody admitted, each time that somebody was admitted. 0, or a bug. */
  readonly transportsBeforeAdmission: number;
}

interface SeatInspection {
  readonly seatId: SeatId;
  readonly role: 'host' | 'guest';
  readonly place: 'lobby' | 'room';
  readonly connected: boolean;
  readonly transports: number;
  readonly producers: number;
  readonly consumers: number;
}

export function inspectRoom({
  seats,
  ...room
}: Omit<RoomInspection, 'seats'> & { readonly seats: readonly Seat[] }): RoomInspection {
  return {
    ...room,
    seats: seats.map((seat) => ({
      seatId: seat.id,
      role: seat.role,
      place: seat.isWaiting ? 'lobby' : 'room',
      connected: seat.isConnected,
      transports: seat.transports,
      producers: seat.media?.sent.size ?? 0,
      consumers: seat.media?.received.size ?? 0,
    })),
  };
}
