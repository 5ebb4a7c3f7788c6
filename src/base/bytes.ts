/** Bytes over a plain (never shared) buffer, as WebCrypto wants them. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

/** UTF-8 bytes of a string. */
export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/**
 * Zeros for a secret, in memory that stays where it is. Small arrays without a buffer of their own lie in the engine's heap,
 * which leaves copies of them behind whenever it moves them (measured), and those are never overwritten.
 */
export function bytesForSecret(length: number): Bytes {
  return new Uint8Array(new ArrayBuffer(length));
}

/** Joins byte strings into a new one. */
export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

const pieceSizeBytes = 2048;

/**
 * Copies `source` to `offset` of `target`. In pieces: some processors (AMD's, with glibc) copy more than that at a byte
 * per cycle when both ends lie a few bytes apart within their memory pages, as they do behind a short header.
 */
export function copyBytes(source: Uint8Array, target: Uint8Array, offset: number): void {
  if (source.length <= pieceSizeBytes) {
    target.set(source, offset);
    return;
  }
  for (let from = 0; from < source.length; from += pieceSizeBytes) {
    target.set(source.subarray(from, from + pieceSizeBytes), offset + from);
  }
}

/** Compares without stopping at the first difference; the length is not secret. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i += 1) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}
