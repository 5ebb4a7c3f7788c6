import { createHash, timingSafeEqual } from 'node:crypto';
import type { Brand } from '../../src/base/brand.ts';
import type { Bytes } from '../../src/base/bytes.ts';

/** SHA-256 of a random token or code: all that the server keeps of it. */
export type TokenHash = Brand<Bytes, 'TokenHash'>;

/** Hashes what somebody shows. */
export function hashToken(token: Bytes): TokenHash {
  return new Uint8Array(createHash('sha256').update(token).digest()) as TokenHash;
}

/** Reads a hash that somebody else has made. @throws Error unless it has 32 bytes */
export function readTokenHash(bytes: Bytes): TokenHash {
  if (bytes.length !== 32) throw new Error('a token hash has 32 bytes');
  return bytes as TokenHash;
}

/**
 * Looks for the entry that matches a hash. Every entry is compared, each in constant time, so that the answer's time
 * tells neither how close a guess was nor where the match lies.
 */
export function findByHash<T>(
  entries: Iterable<T>,
  hashOf: (entry: T) => TokenHash | null,
  wanted: TokenHash,
): T | null {
  let found: T | null = null;
  for (const entry of entries) {
    const hash = hashOf(entry);
    if (hash && timingSafeEqual(hash, wanted)) found = entry;
  }
  return found;
}
