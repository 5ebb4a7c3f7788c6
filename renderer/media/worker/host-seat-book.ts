import { toBase64Url } from '../../../src/base/base64url.ts';
import { equalBytes, type Bytes } from '../../../src/base/bytes.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import type { SeatKeys } from '../../../src/contract/media-worker.ts';
import type { InviteKeys } from '../../../src/crypto/invite-keys.ts';
import {
  nextSeat,
  seatVerdict,
  type SeatEvent,
  type SeatState,
} from '../../../src/crypto/join/seat.ts';
import type { HostSeat } from '../../../src/crypto/session/host-session.ts';
import { AppError } from '../../../src/errors/app-error.ts';

/** A seat as this session has it: its keys, and who may take it. */
export interface BookedSeat {
  readonly keys: InviteKeys;
  readonly state: SeatState;
}

/** A seat only ever goes on from one to the next. */
const order = { open: 0, bound: 1, revoked: 2 } as const;

/** The seats of a session by their psk id, and which of the server's seats was taken with which. */
export class HostSeatBook {
  readonly #seats = new Map<string, BookedSeat>();
  readonly #taken = new Map<SeatId, Bytes>();

  /** Takes a seat over from the vault. What has been bound or revoked here meanwhile stays so. */
  add({ knockKey, psk, pskId, state }: SeatKeys): void {
    const known = this.find(pskId);
    const keys = known?.keys ?? {
      knockKey: new SecretBytes(knockKey),
      psk: new SecretBytes(psk),
      pskId,
    };
    const isOlder = known !== null && order[known.state.state] > order[state.state];
    this.#seats.set(toBase64Url(pskId), { keys, state: isOlder ? known.state : state });
  }

  find(pskId: Bytes): BookedSeat | null {
    return this.#seats.get(toBase64Url(pskId)) ?? null;
  }

  /** @throws AppError not-found */
  get(pskId: Bytes): BookedSeat {
    const seat = this.find(pskId);
    if (!seat) throw new AppError('not-found', 'no such seat');
    return seat;
  }

  /** Somebody with this psk sits at a seat of the server's, and at no other. */
  take(seatId: SeatId, pskId: Bytes): void {
    const before = this.seatOf(pskId);
    if (before !== null) this.#taken.delete(before);
    this.#taken.set(seatId, pskId);
  }

  /** Nobody sits there any more. */
  free(seatId: SeatId): void {
    this.#taken.delete(seatId);
  }

  /** Which of the server's seats was taken with this psk. */
  seatOf(pskId: Bytes): SeatId | null {
    const found = [...this.#taken].find(([, taken]) => equalBytes(taken, pskId));
    return found?.[0] ?? null;
  }

  /** Whether somebody with another psk sits there: the server alone decides at which seat a message comes in. */
  isAnothers(seatId: SeatId, pskId: Bytes): boolean {
    const taken = this.#taken.get(seatId);
    return taken !== undefined && !equalBytes(taken, pskId);
  }

  /** This device has proved itself. A seat that is somebody else's by now stays theirs. */
  bind(pskId: Bytes, deviceKey: Bytes): void {
    this.#advance(pskId, { event: 'commitment-opened', deviceKey });
  }

  /** The psk that somebody at this seat came in by. */
  pskAt(seatId: SeatId): Bytes | null {
    return this.#taken.get(seatId) ?? null;
  }

  /** Nobody comes in by this psk again. */
  revoke(pskId: Bytes): void {
    this.#advance(pskId, { event: 'removed' });
  }

  #advance(pskId: Bytes, event: SeatEvent): void {
    const seat = this.find(pskId);
    if (!seat) return;
    if (event.event === 'commitment-opened' && seatVerdict(seat.state, event.deviceKey) !== 'ok') {
      return;
    }
    const state = nextSeat(seat.state, event);
    this.#seats.set(toBase64Url(seat.keys.pskId), { ...seat, state });
  }
}

/** The seat as a join takes it. */
export function hostSeatOf({ keys, state }: BookedSeat): HostSeat {
  return { psk: keys.psk, pskId: keys.pskId, seat: state };
}
