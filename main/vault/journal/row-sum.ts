import type { Bytes } from '../../../src/base/bytes.ts';
import type { JournalHash, JournalKey } from './journal-key.ts';

// What is in the vault, as one number: the sum, modulo 2^256, of a keyed hash of every row (a multiset hash after Clarke
// et al., "Incremental Multiset Hash Functions", 2003). A row that is added is added, one that goes is taken off, so each
// write costs what it changed; and the order in which rows lie does not matter.

const modulus = 1n << 256n;

/** Of no rows at all. */
export const emptySum = 0n;

/** The part of one row in the sum. */
export function rowPart(key: JournalKey, table: string, values: readonly unknown[]): bigint {
  const hmac = key.hmac();
  addValue(hmac, table);
  for (const value of values) addValue(hmac, value);
  return BigInt(`0x${hmac.digest('hex')}`);
}

export function addPart(sum: bigint, part: bigint): bigint {
  return (sum + part) % modulus;
}

export function takePart(sum: bigint, part: bigint): bigint {
  return (sum - part + modulus) % modulus;
}

export function sumToBytes(sum: bigint): Bytes {
  return new Uint8Array(Buffer.from(sum.toString(16).padStart(64, '0'), 'hex'));
}

export function sumFromBytes(bytes: Bytes): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

/** Each value with its type and length, so that no two rows run into one another. */
function addValue(hmac: JournalHash, value: unknown): void {
  const isBlob = value instanceof Uint8Array;
  const kind = isBlob ? 'blob' : value === null ? 'null' : typeof value;
  const bytes = isBlob ? value : Buffer.from(String(value));
  hmac.update(`${kind}:${String(bytes.length)}:`).update(bytes);
}
