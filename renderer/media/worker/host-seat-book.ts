import { toBase64Url } from '../../../src/base/base64url.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
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
    const isOlder = known !== null && known.state.state !== 'open' && state.state === 'open';
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

  /** Somebody with this psk sits, or asks to sit, at a seat of the server's. */
  take(seatId: SeatId, pskId: Bytes): void {
    this.#taken.set(seatId, pskId);
  }

  /** The device at this seat has proved itself. A seat that is somebody else's by now stays theirs. */
  bind(seatId: SeatId, deviceKey: Bytes): void {
    this.#advance(seatId, { event: 'commitment-opened', deviceKey });
  }

  /** Nobody takes this seat again. */
  revoke(seatId: SeatId): void {
    this.#advance(seatId, { event: 'removed' });
  }

  #advance(seatId: SeatId, event: SeatEvent): void {
    const pskId = this.#taken.get(seatId);
    const seat = pskId && this.find(pskId);
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
