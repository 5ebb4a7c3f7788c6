import { z } from './zod.ts';
import type { Bytes } from '../base/bytes.ts';
import { fromBase64Url } from '../base/base64url.ts';

/** The base64url form of exactly `length` bytes, canonical and unpadded. Stays a string. */
export function encodedBytes(length: number) {
  const characters = Math.ceil((length * 4) / 3);
  return (
    z
      .string()
      // Nothing of another length is decoded: it may be very long.
      .length(characters, { abort: true })
      .refine((text) => fromBase64Url(text)?.length === length, 'not canonical base64url')
  );
}

/** base64url of at most `maxBytes` bytes. Stays a string. */
export function encodedBytesUpTo(maxBytes: number) {
  return z
    .string()
    .max(Math.ceil((maxBytes * 4) / 3), { abort: true })
    .refine((text) => fromBase64Url(text) !== null, 'not canonical base64url');
}

/** One line that a person can see: trimmed, without control, direction or invisible format characters. */
export function visibleLine(maxCharacters: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxCharacters)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u);
}

/** Milliseconds since 1970. */
export const timestampMs = z.int().min(0);

/** Decodes what `encodedBytes` has already checked. @throws Error when it was not checked. */
export function decodeChecked(text: string): Bytes {
  const bytes = fromBase64Url(text);
  if (!bytes) throw new Error('not base64url: parse it with the contract first');
  return bytes;
}

/** The empty object, strictly: calls and answers that carry nothing. */
export const nothing = z.strictObject({});
