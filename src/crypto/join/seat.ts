import { equalBytes, type Bytes } from '../../base/bytes.ts';

// e2ee.md, Invite: one seat, one person. The therapist's vault keeps the state until the session ends.

/** A seat is bound when a device's commitment has opened under its psk: a stolen admission token alone binds nothing. */
export type SeatState =
  | { readonly state: 'open' }
  | { readonly state: 'bound'; readonly deviceKey: Bytes }
  | { readonly state: 'revoked' };

export type SeatEvent =
  | { readonly event: 'commitment-opened'; readonly deviceKey: Bytes }
  | { readonly event: 'removed' }
  | { readonly event: 'revoked' };

/** Whether somebody may take a seat, and why not. */
export type SeatVerdict = 'ok' | 'seat-revoked' | 'seat-taken';

/** @throws Error when a seat is bound twice or after it was revoked: `seatVerdict` comes first. */
export function nextSeat(seat: SeatState, event: SeatEvent): SeatState {
  switch (event.event) {
    case 'commitment-opened':
      if (seatVerdict(seat, event.deviceKey) !== 'ok') throw new Error('seat is not free');
      return { state: 'bound', deviceKey: event.deviceKey };
    case 'removed':
    case 'revoked':
      return { state: 'revoked' };
  }
}

/** Asked on every join and rejoin. */
export function seatVerdict(seat: SeatState, deviceKey: Bytes): SeatVerdict {
  switch (seat.state) {
    case 'open':
      return 'ok';
    case 'revoked':
      return 'seat-revoked';
    case 'bound':
      return equalBytes(seat.deviceKey, deviceKey) ? 'ok' : 'seat-taken';
  }
}
