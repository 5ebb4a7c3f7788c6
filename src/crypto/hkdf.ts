import { utf8, type Bytes } from '../base/bytes.ts';

/** HKDF-SHA-256 (RFC 5869), extract and expand. `salt` and `info` are ASCII labels of the protocol. */
export async function hkdfSha256(
  ikm: Bytes,
  salt: string,
  info: string,
  lengthBytes: number,
): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', ikm, 'HKDF', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: utf8(salt), info: utf8(info) },
    key,
    lengthBytes * 8,
  );
  return new Uint8Array(bits);
}

/** Size of a SHA-256 hash. */
export const hashSizeBytes = 32;

/** SHA-256 (FIPS 180-4). */
export async function sha256(data: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', data));
}
