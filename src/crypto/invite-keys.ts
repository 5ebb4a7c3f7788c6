import type { Bytes } from '../base/bytes.ts';
import { SecretBytes } from '../base/secret-bytes.ts';
import { hkdfSha256 } from './hkdf.ts';

// e2ee.md, Invite: HKDF-SHA-256(ikm = SECRET, salt = "quietroom/invite/1", info)

const salt = 'quietroom/invite/1';

/** What a seat's secret gives to the two who know it. The server sees only SHA-256 of the admission token. */
export interface InviteKeys {
  /** Seals knocks. */
  readonly knockKey: SecretBytes;
  /** Goes into every join of this seat, so that nobody joins without the invite. */
  readonly psk: SecretBytes;
  /** Names the psk without saying anything of it. */
  readonly pskId: Bytes;
}

/** Derives a seat's keys from the secret of its link. */
export async function deriveInviteKeys(secret: SecretBytes): Promise<InviteKeys> {
  const derive = (info: string, size: number): Promise<Bytes> =>
    secret.expose((ikm) => hkdfSha256(ikm, salt, info, size));
  const [knockKey, psk, pskId] = await Promise.all([
    derive('knock', 32),
    derive('mls psk', 32),
    derive('mls psk id', 16),
  ]);
  return { knockKey: new SecretBytes(knockKey), psk: new SecretBytes(psk), pskId };
}
