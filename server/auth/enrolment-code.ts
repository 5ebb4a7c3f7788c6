import type { Random } from '../../src/base/ports.ts';
import { utf8 } from '../../src/base/bytes.ts';
import { hashToken, type TokenHash } from './token-hash.ts';

// No vowels and no look-alikes: made to be read from a screen and typed, and it spells nothing.
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ23456789';
const groups = 5;
const charactersPerGroup = 5;

/** A new one-time code such as `K7RXM-…`, five groups of five: 120 random bits. */
export function newEnrolmentCode(random: Random): string {
  const characters: string[] = [];
  while (characters.length < groups * charactersPerGroup) {
    const [byte = 255] = random.bytes(1);
    // Bytes past the last whole turn of the alphabet would make some characters likelier than others.
    if (byte < 256 - (256 % alphabet.length))
      characters.push(alphabet.charAt(byte % alphabet.length));
  }
  const text = characters.join('');
  const starts = Array.from({ length: groups }, (_, group) => group * charactersPerGroup);
  return starts.map((start) => text.slice(start, start + charactersPerGroup)).join('-');
}

/** The hash by which a code is kept. Case, spaces and hyphens do not count: people type it. */
export function hashEnrolmentCode(code: string): TokenHash {
  return hashToken(utf8(code.replaceAll(/[\s-]/gu, '').toUpperCase()));
}
