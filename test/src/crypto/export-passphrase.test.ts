import { wordlist } from '@scure/bip39/wordlists/english.js';
import { describe, expect, it } from 'vitest';
import { exportPassphrase, newExportWords } from '../../../src/crypto/export-passphrase.ts';
import { systemRandom } from '../../../main/platform/system-random.ts';

describe('the passphrase of an export', () => {
  it('is seven words of a list of 2,048, which is 77 bits', () => {
    expect(wordlist).toHaveLength(2048);
    const seen = new Set<string>();
    for (let time = 0; time < 200; time += 1) {
      const words = newExportWords(systemRandom);
      expect(words).toHaveLength(7);
      for (const word of words) {
        expect(wordlist).toContain(word);
        seen.add(word);
      }
    }
    // 1,400 draws out of 2,048: about 1,010 different ones.
    expect(seen.size).toBeGreaterThan(900);
  });

  it('takes each word from eleven bits of its own', () => {
    const random = { bytes: (length: number) => new Uint8Array(length).map((_, at) => at) };
    expect(newExportWords(random)).toEqual(
      [0x0001, 0x0203, 0x0405, 0x0607, 0x0809 & 0x7ff, 0x0a0b & 0x7ff, 0x0c0d & 0x7ff].map(
        (index) => wordlist[index],
      ),
    );
  });

  it('is typed with a dash between its words', () => {
    expect(exportPassphrase(['anchor', 'birch', 'cove'])).toBe('anchor-birch-cove');
  });
});
