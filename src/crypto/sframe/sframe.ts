import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { encodeHeader, type SFrameHeader, type SFrameInteger } from './header.ts';
import { frameNonce } from './key-schedule.ts';
import type { SFrameKey } from './sframe-key.ts';

/**
 * RFC 9605 §4.4.3: `prefix` ‖ header ‖ ciphertext ‖ tag. The prefix is what travels before the frame and is no part of
 * it; here and below it spares a copy. A (key, counter) is used once in its life: the caller sees to it.
 */
export async function sealSFrame(
  key: SFrameKey,
  ctr: SFrameInteger,
  metadata: Bytes,
  plaintext: Bytes,
  prefix: Bytes,
): Promise<Bytes> {
  const header = encodeHeader(key.kid, ctr);
  const nonce = frameNonce(key.salt, ctr);
  const sealed = await key.aead.seal(nonce, concatBytes(header, metadata), plaintext);
  return concatBytes(prefix, header, new Uint8Array(sealed));
}

/**
 * RFC 9605 §4.4.4: `prefix` ‖ plaintext. `frame` starts with the header that `header` was read from; the key was looked
 * up by its KID.
 * @returns null when the frame is too short for its tag, or the tag does not verify.
 */
export async function openSFrame(
  key: SFrameKey,
  header: SFrameHeader,
  metadata: Bytes,
  frame: Bytes,
  prefix: Bytes,
): Promise<Bytes | null> {
  const payload = frame.subarray(header.sizeBytes);
  if (header.kid !== key.kid || payload.length < key.tagSizeBytes) return null;
  const aad = concatBytes(frame.subarray(0, header.sizeBytes), metadata);
  try {
    const plaintext = await key.aead.open(frameNonce(key.salt, header.ctr), aad, payload);
    const opened = new Uint8Array(plaintext);
    return prefix.length === 0 ? opened : concatBytes(prefix, opened);
  } catch {
    return null;
  }
}
