import { expand } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8 } from '../../base/bytes.ts';
import { SecretBytes } from '../../base/secret-bytes.ts';

// e2ee.md, Joining 3: join_psk = HKDF-Expand(psk, label ‖ KeyPackageRef ‖ pskNonce, 32), with SHA-256 as for the psk.
// Present members get join_psk, never the psk: it says nothing about the invite, and fits one KeyPackage once.

const label = 'quietroom/join/1';

export function deriveJoinPsk(
  psk: SecretBytes,
  keyPackageRef: Uint8Array,
  pskNonce: Uint8Array,
): SecretBytes {
  const info = concatBytes(utf8(label), keyPackageRef, pskNonce);
  return psk.expose((raw) => new SecretBytes(new Uint8Array(expand(sha256, raw, info, 32))));
}
