import { z } from './zod.ts';
import type { Bytes } from '../base/bytes.ts';
import { fromBase64Url, isBase64Url } from '../base/base64url.ts';

/** Text of so many UTF-16 units at most, and at least. */
export function text(maxCharacters: number, minCharacters = 0) {
  return z.string().check(z.minLength(minCharacters), z.maxLength(maxCharacters));
}

/** A safe integer between these two, both included. */
export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER) {
  return z.int().check(z.minimum(min), z.maximum(max));
}

/** So many of these at most, and at least. */
export function list<Item extends z.ZodMiniType>(item: Item, maxItems: number, minItems = 0) {
  return z.array(item).check(z.minLength(minItems), z.maxLength(maxItems));
}

/** An absolute URL of at most so many characters. */
export function url(maxCharacters: number) {
  return z.url().check(z.maxLength(maxCharacters));
}

/** The base64url form of exactly `length` bytes, canonical and unpadded. Stays a string. */
export function encodedBytes(length: number) {
  const characters = Math.ceil((length * 4) / 3);
  return z.string().check(
    // Of this many characters there are no other bytes than so many. Nothing of another length is read: it may be very long.
    z.length(characters, { abort: true }),
    z.refine(isBase64Url),
  );
}

/** base64url of at most `maxBytes` bytes. Stays a string. */
export function encodedBytesUpTo(maxBytes: number, minBytes = 0) {
  return z
    .string()
    .check(
      z.maxLength(Math.ceil((maxBytes * 4) / 3), { abort: true }),
      z.minLength(Math.ceil((minBytes * 4) / 3)),
      z.refine(isBase64Url),
    );
}

/** One line that a person can see: trimmed, without control, direction or invisible format characters. */
export function visibleLine(maxCharacters: number) {
  return z
    .string()
    .check(
      z.trim(),
      z.minLength(1),
      z.maxLength(maxCharacters),
      z.regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u),
    );
}

/** Milliseconds since 1970. */
export const timestampMs = integer(0);

/** Decodes what `encodedBytes` has already checked. @throws Error when it was not checked. */
export function decodeChecked(text: string): Bytes {
  const bytes = fromBase64Url(text);
  if (!bytes) throw new Error('not base64url: parse it with the contract first');
  return bytes;
}

/** The empty object, strictly: calls and answers that carry nothing. */
export const nothing = z.strictObject({});
