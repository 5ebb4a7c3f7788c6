import type { Bytes } from '../../src/base/bytes.ts';

/** Hexadecimal of bytes, as test vectors write it. */
export function hex(value: Uint8Array): string {
  return Buffer.from(value).toString('hex');
}

/** Bytes of hexadecimal. */
export function bytes(text: string): Bytes {
  return new Uint8Array(Buffer.from(text, 'hex'));
}
