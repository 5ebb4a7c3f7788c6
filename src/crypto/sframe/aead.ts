import type { Bytes } from '../../base/bytes.ts';

/** Which half of a key is wanted. A key that opens cannot seal, and the other way round. */
export type KeyUse = 'seal' | 'open';

/** An AEAD with its key inside, of RFC 9605 §4.5. */
export interface FrameAead {
  /** @returns ciphertext ‖ tag */
  seal(nonce: Bytes, aad: Bytes, plaintext: Bytes): Promise<ArrayBuffer>;
  /** Rejects when the tag does not verify. */
  open(nonce: Bytes, aad: Bytes, sealed: Bytes): Promise<ArrayBuffer>;
}
