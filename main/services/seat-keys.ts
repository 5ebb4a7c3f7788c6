import { assertNever } from '../../src/base/assert-never.ts';
import { toBase64Url } from '../../src/base/base64url.ts';
import type { Seat } from '../../src/contract/seat-schema.ts';
import { deriveInviteKeys } from '../../src/crypto/invite-keys.ts';
import type { SeatState } from '../../src/crypto/join/seat.ts';
import type { StoredSeat } from '../vault/tables/invites-table.ts';

/**
 * A stored seat as the renderer gets it: with the keys that its secret gives, without the secret. The derived bytes are
 * wiped; the text that is handed on cannot be.
 */
export async function deriveSeat({ inviteId, secret, state }: StoredSeat): Promise<Seat> {
  const { knockKey, psk, pskId } = await deriveInviteKeys(secret);
  try {
    return {
      inviteId,
      pskId: toBase64Url(pskId),
      knockKey: knockKey.expose(toBase64Url),
      psk: psk.expose(toBase64Url),
      state: encodeState(state),
    };
  } finally {
    knockKey.wipe();
    psk.wipe();
  }
}

function encodeState(seat: SeatState): Seat['state'] {
  switch (seat.state) {
    case 'open':
    case 'revoked':
      return { state: seat.state };
    case 'bound':
      return { state: 'bound', deviceKey: toBase64Url(seat.deviceKey) };
    default:
      return assertNever(seat, 'encodeState');
  }
}
