import type { Bytes } from '../base/bytes.ts';

// A recovery key as a person reads, writes and types it: 160 random bits as eight groups of five characters, such as
// `7K2QM-…`. Four characters of a group carry bits (five each), the fifth checks the group, so that a slip of the pen is
// found where it is. The characters are Crockford's base 32: no I, L, O or U; what looks like one of them is read as the
// digit that it looks like.

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const lookAlikes: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' };

/** How many random bytes a recovery key carries. */
export const recoveryKeySizeBytes = 20;
/** How many groups a person writes down. */
export const recoveryKeyGroups = 8;
const groupCharacters = 5;
const dataCharacters = groupCharacters - 1;

export type ReadRecoveryKey =
  | { readonly outcome: 'read'; readonly bytes: Bytes }
  /** Groups, counted from 0, whose check does not fit. Empty when characters are missing, left over or unknown. */
  | { readonly outcome: 'mistyped'; readonly groups: readonly number[] };

/** The groups as they are printed. `bytes`: exactly `recoveryKeySizeBytes`. */
export function formatRecoveryKey(bytes: Bytes): readonly string[] {
  const digits = toDigits(bytes);
  return Array.from({ length: recoveryKeyGroups }, (_, group) => {
    const data = digits.slice(group * dataCharacters, (group + 1) * dataCharacters);
    return [...data, checkOf(data, group)].map(characterOf).join('');
  });
}

/** Spaces, dashes of every kind, and characters that nobody sees: they come along where a key is copied. */
const between = /[\s\p{Pd}\p{Cf}\u2212]/gu;

/** Reads what somebody typed: small letters, the wide ones of some keyboards, spaces and dashes do not matter. */
export function readRecoveryKey(typed: string): ReadRecoveryKey {
  const digits = Array.from(typed.normalize('NFKC').toUpperCase().replaceAll(between, ''), digitOf);
  const isWhole = digits.length === recoveryKeyGroups * groupCharacters;
  if (!isWhole || digits.includes(-1)) return { outcome: 'mistyped', groups: [] };
  const groups: number[] = [];
  const data: number[] = [];
  for (let group = 0; group < recoveryKeyGroups; group += 1) {
    const own = digits.slice(group * groupCharacters, (group + 1) * groupCharacters);
    const ownData = own.slice(0, dataCharacters);
    if (own[dataCharacters] !== checkOf(ownData, group)) groups.push(group);
    data.push(...ownData);
  }
  return groups.length > 0
    ? { outcome: 'mistyped', groups }
    : { outcome: 'read', bytes: toBytes(data) };
}

/**
 * A weighted sum over GF(32) (x^5 + x^2 + 1), the weights being different powers of x: it finds any one wrong character,
 * any two that changed places, and, by the number of the group, groups in another order.
 */
function checkOf(data: readonly number[], group: number): number {
  return data.reduce((sum, digit) => timesX(sum ^ digit), 0) ^ group;
}

function timesX(element: number): number {
  const shifted = element << 1;
  return shifted > 31 ? shifted ^ 0b100101 : shifted;
}

function characterOf(digit: number): string {
  return alphabet.charAt(digit);
}

function digitOf(character: string): number {
  return alphabet.indexOf(lookAlikes[character] ?? character);
}

function toDigits(bytes: Bytes): readonly number[] {
  const digits: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      digits.push((buffer >> bits) & 31);
    }
  }
  return digits;
}

function toBytes(digits: readonly number[]): Bytes {
  const bytes = new Uint8Array(recoveryKeySizeBytes);
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (const digit of digits) {
    buffer = ((buffer << 5) | digit) & 0xffff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (buffer >> bits) & 255;
    at += 1;
  }
  return bytes;
}

/** What a printed kit is called, so that an earlier one is not taken for the one that opens. `id`: of the key's wrap. */
export function kitNumberOf(id: Bytes): string {
  const number = id.slice(0, 4).reduce((sum, byte) => sum * 256 + byte, 0) % 1_000_000;
  return number.toString().padStart(6, '0');
}
