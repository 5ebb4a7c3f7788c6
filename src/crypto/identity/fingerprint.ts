import { sha256 } from '@noble/hashes/sha2.js';
import type { Bytes } from '../../base/bytes.ts';

/** Size of FP in an invite. */
export const fingerprintSizeBytes = 16;

/** e2ee.md, Invite: the first 16 bytes of SHA-256 over an identity public key. */
export function fingerprintOfKey(identityKey: Bytes): Bytes {
  return new Uint8Array(sha256(identityKey).subarray(0, fingerprintSizeBytes));
}
