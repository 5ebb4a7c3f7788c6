import type { Bytes } from './bytes.ts';

const alphabet = /^[A-Za-z0-9_-]*$/u;

/** base64url without padding (RFC 4648 §5). */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * Reads unpadded base64url strictly: no padding, no other alphabet, no stray bits in the last character.
 * @returns null when `text` is not the one canonical encoding of some bytes.
 */
export function fromBase64Url(text: string): Bytes | null {
  if (!alphabet.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return toBase64Url(bytes) === text ? bytes : null;
}
