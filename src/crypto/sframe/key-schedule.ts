import { expand, extract } from '@noble/hashes/hkdf.js';
import { concatBytes, utf8, type Bytes } from '../../base/bytes.ts';
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
  kid: bigint,
): SFrameKeyMaterial {
  const secret = extract(suite.hash, baseKey, new Uint8Array());
  const key = expand(suite.hash, secret, labelled(keyLabel, kid, suite), suite.keySizeBytes);
  const salt = expand(suite.hash, secret, labelled(saltLabel, kid, suite), nonceSizeBytes);
  secret.fill(0);
  return { key: new Uint8Array(key), salt: new Uint8Array(salt) };
}

/** The nonce of a frame: the salt XOR the counter, big-endian and left-padded with zeroes (RFC 9605 §4.4.3). */
export function frameNonce(salt: Bytes, ctr: bigint): Bytes {
  const nonce = new Uint8Array(salt);
  const view = new DataView(nonce.buffer);
  view.setBigUint64(nonceSizeBytes - 8, view.getBigUint64(nonceSizeBytes - 8) ^ ctr);
  return nonce;
}

function labelled(label: string, kid: bigint, suite: SFrameSuite): Bytes {
  const numbers = new Uint8Array(10);
  const view = new DataView(numbers.buffer);
  view.setBigUint64(0, kid);
  view.setUint16(8, suite.id);
  return concatBytes(utf8(label), numbers);
}
