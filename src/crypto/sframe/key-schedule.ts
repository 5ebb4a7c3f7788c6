import { expand, extract } from '@noble/hashes/hkdf.js';
import { concatBytes, utf8, type Bytes } from '../../base/bytes.ts';
import type { SFrameInteger } from './header.ts';
import { nonceSizeBytes, type SFrameSuite } from './suite.ts';

// RFC 9605 §4.4.2

const keyLabel = 'SFrame 1.0 Secret key ';
const saltLabel = 'SFrame 1.0 Secret salt ';

/** What one (base key, KID) gives. The caller wipes `key` once it is imported. */
export interface SFrameKeyMaterial {
  readonly key: Bytes;
  readonly salt: Bytes;
}

/** Derives the key and the salt of a KID from a base key. */
export function deriveKeyMaterial(
  suite: SFrameSuite,
  baseKey: Bytes,
  kid: SFrameInteger,
): SFrameKeyMaterial {
  const secret = extract(suite.hash, baseKey, new Uint8Array());
  const key = expand(suite.hash, secret, labelled(keyLabel, kid, suite), suite.keySizeBytes);
  const salt = expand(suite.hash, secret, labelled(saltLabel, kid, suite), nonceSizeBytes);
  secret.fill(0);
  return { key: new Uint8Array(key), salt: new Uint8Array(salt) };
}

/** The nonce of a frame: the salt XOR the counter, big-endian and left-padded with zeroes (RFC 9605 §4.4.3). */
export function frameNonce(salt: Bytes, ctr: SFrameInteger): Bytes {
  const nonce = new Uint8Array(nonceSizeBytes);
  writeNonce(nonce, salt, ctr);
  return nonce;
}

/** Makes `nonce` the nonce of a frame, whatever it was before. */
export function writeNonce(nonce: Bytes, salt: Bytes, ctr: SFrameInteger): void {
  nonce.set(salt);
  let rest = typeof ctr === 'number' ? ctr : Number(ctr & 0xffff_ffffn);
  let high = typeof ctr === 'number' ? 0 : Number(ctr >> 32n);
  for (let at = nonceSizeBytes - 1; rest > 0; at -= 1) {
    nonce[at] = (nonce[at] ?? 0) ^ (rest % 256);
    rest = Math.floor(rest / 256);
  }
  for (let at = nonceSizeBytes - 5; high > 0; at -= 1) {
    nonce[at] = (nonce[at] ?? 0) ^ (high % 256);
    high = Math.floor(high / 256);
  }
}

function labelled(label: string, kid: SFrameInteger, suite: SFrameSuite): Bytes {
  const numbers = new Uint8Array(10);
  const view = new DataView(numbers.buffer);
  view.setBigUint64(0, BigInt(kid));
  view.setUint16(8, suite.id);
  return concatBytes(utf8(label), numbers);
}
