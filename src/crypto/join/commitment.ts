import { concatBytes, equalBytes, type Bytes } from '../../base/bytes.ts';
import { sha256 } from '../hkdf.ts';

// e2ee.md, Joining 1 and 5. The guest commits before it knows the therapist's nonce, so that nobody in between can
// choose nonces until the words agree (commit and reveal, as in ZRTP, RFC 6189 §4.4.1).

/** Size of nonce_T and nonce_G. */
export const wordNonceSizeBytes = 32;

/** SHA-256(nonce_G ‖ KeyPackage). */
export function commitTo(guestNonce: Bytes, keyPackage: Bytes): Promise<Bytes> {
  return sha256(concatBytes(guestNonce, keyPackage));
}

/** Whether a revealed nonce is the one that the knock committed to. */
export async function opensCommitment(
  commitment: Bytes,
  guestNonce: Bytes,
  keyPackage: Bytes,
): Promise<boolean> {
  if (guestNonce.length !== wordNonceSizeBytes) return false;
  return equalBytes(await commitTo(guestNonce, keyPackage), commitment);
}
