import { describe, expect, it } from 'vitest';
import { isUrgent, standingWords } from '../../../../renderer/screens/call/standing-words.ts';
import { encryptionOf, held, wordsAbout } from './encryption.ts';

describe('standingWords', () => {
  it('are none before keys are agreed', () => {
    expect(standingWords(undefined, [held('a')])).toEqual([]);
  });

  it('are the last ones of each guest who is there, in the order of the people', () => {
    const first = wordsAbout('a', { verdict: 'different' });
    const again = wordsAbout('a');
    const other = wordsAbout('b');
    const encryption = encryptionOf({ words: [first, other, again] });
    expect(standingWords(encryption, [held('a'), held('b')])).toEqual([again, other]);
  });

  it('go with the guest whom they are about', () => {
    const encryption = encryptionOf({ words: [wordsAbout('a', { verdict: 'different' })] });
    expect(standingWords(encryption, [held('b')])).toEqual([]);
  });

  it('are the last ones on the guest’s own side', () => {
    const own = wordsAbout(null);
    const encryption = encryptionOf({ words: [wordsAbout(null, { verdict: 'same' }), own] });
    expect(standingWords(encryption, [held('t')])).toEqual([own]);
  });
});

describe('words come first', () => {
  it('only when they must be compared and have not been', () => {
    expect(isUrgent(wordsAbout('a', { mustCompare: true }))).toBe(true);
    expect(isUrgent(wordsAbout('a'))).toBe(false);
    expect(isUrgent(wordsAbout('a', { mustCompare: true, verdict: 'same' }))).toBe(false);
  });
});
