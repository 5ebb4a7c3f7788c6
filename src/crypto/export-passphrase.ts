import { wordlist } from '@scure/bip39/wordlists/english.js';
import { invariant } from '../base/invariant.ts';
import type { Random } from '../base/ports.ts';

/** Words of a list of 2,048: 11 bits each, so 77 bits in all, before scrypt makes each guess slow. */
const wordCount = 7;
const wordMask = 0x7ff;

/** A passphrase that the program made, in words that can be read aloud and written down. */
export function newExportWords(random: Random): readonly string[] {
  const bytes = random.bytes(wordCount * 2);
  try {
    return Array.from({ length: wordCount }, (_, index) => {
      // 2,048 divides 65,536: every word is as likely as any other.
      const drawn = ((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0);
      const word = wordlist[drawn & wordMask];
      invariant(word !== undefined, 'the list has 2,048 words');
      return word;
    });
  } finally {
    bytes.fill(0);
  }
}

/** What is typed to open the export: the words with a dash between each. */
export function exportPassphrase(words: readonly string[]): string {
  return words.join('-');
}
