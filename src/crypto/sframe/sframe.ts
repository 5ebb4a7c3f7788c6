import { copyBytes, type Bytes } from '../../base/bytes.ts';
import type { CipherInput } from './cipher-input.ts';
import { headerSize, writeHeader, type SFrameHeader, type SFrameInteger } from './header.ts';
import { writeNonce } from './key-schedule.ts';
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
  const input = key.inputs.borrow();
  const aad = fillInput(input, key, ctr, metadata);
  const sealed = await key.aead.seal(input.nonce, aad, plaintext);
  key.inputs.giveBack(input);
  const beforeSealed = prefix.length + aad.length - metadata.length;
  const frame = new Uint8Array(beforeSealed + sealed.byteLength);
  frame.set(prefix);
  writeHeader(frame, prefix.length, key.kid, ctr);
  copyBytes(new Uint8Array(sealed), frame, beforeSealed);
  return frame;
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
  const input = key.inputs.borrow();
  // A header has one encoding: what was read is what is written here.
  const aad = fillInput(input, key, header.ctr, metadata);
  try {
    const opened = new Uint8Array(await key.aead.open(input.nonce, aad, payload));
    if (prefix.length === 0) return opened;
    const whole = new Uint8Array(prefix.length + opened.length);
    whole.set(prefix);
    copyBytes(opened, whole, prefix.length);
    return whole;
  } catch {
    return null;
  } finally {
    key.inputs.giveBack(input);
  }
}

/** @returns the additional data: header ‖ metadata */
function fillInput(
  input: CipherInput,
  { kid, salt }: SFrameKey,
  ctr: SFrameInteger,
  metadata: Bytes,
): Bytes {
  writeNonce(input.nonce, salt, ctr);
  const size = headerSize(kid, ctr);
  const aad = input.aad(size + metadata.length);
  writeHeader(aad, 0, kid, ctr);
  aad.set(metadata, size);
  return aad;
}
