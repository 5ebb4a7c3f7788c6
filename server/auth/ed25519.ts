import { createPublicKey, verify } from 'node:crypto';
import type { Bytes } from '../../src/base/bytes.ts';

/** Checks an Ed25519 signature (RFC 8032). `publicKey` is base64url of 32 bytes; a key that is none fails. */
export function isSignedBy(publicKey: string, statement: Bytes, signature: Bytes): boolean {
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey };
    return verify(null, statement, createPublicKey({ key: jwk, format: 'jwk' }), signature);
  } catch {
    return false;
  }
}
