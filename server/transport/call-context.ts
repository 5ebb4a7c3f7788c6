import type { Bytes } from '../../src/base/bytes.ts';
import type { HostProof } from '../auth/host-proof.ts';
import type { Link } from '../room/link.ts';
import type { Room } from '../room/room.ts';
import type { Rooms } from '../room/rooms.ts';
import type { Seat } from '../room/seat.ts';

/** What handlers share over all connections. */
export interface CallServices {
  readonly rooms: Rooms;
  readonly hostProof: HostProof;
}

/** A connection's place in a room. */
export interface Membership {
  readonly room: Room;
  readonly seat: Seat;
}

/** One call's view of the connection that it came over. */
export interface CallContext {
  readonly services: CallServices;
  readonly link: Link;
  /** This connection's own challenge: what somebody signed for another connection is worth nothing here. */
  readonly challenge: Bytes;
  /** @throws AppError unauthorized for a connection that has no seat */
  readonly membership: Membership;
  /** Hello was said. */
  readonly greet: () => void;
  /** The connection now belongs to this seat, and what is held for the seat goes out after the answer. */
  readonly join: (membership: Membership) => void;
  /** Runs right after the answer has been sent, before anything else can be. */
  readonly afterAnswer: (then: () => void) => void;
}
