import { describe, expect, it } from 'vitest';
import { excerptOf } from '../../../../main/vault/search/excerpt.ts';
import { readQuery } from '../../../../main/vault/search/search-query.ts';

/** The excerpt as one text, with marks around what was found. */
function marked(text: string, typed: string): string {
  return excerptOf(text, readQuery(typed))
    .parts.map((part) => (part.isMatch ? `[${part.text}]` : part.text))
    .join('');
}

describe('an excerpt', () => {
  it.each([
    [
      'marks words that begin so',
      'Sleeps well. Sleep diary kept.',
      'sleep',
      '[Sleeps] well. [Sleep] diary kept.',
    ],
    [
      'marks a phrase as one',
      'diary of sleep, sleep diary',
      '"sleep diary"',
      'diary of sleep, [sleep diary]',
    ],
    ['marks accents as they are written', 'At the Café', 'cafe', 'At the [Café]'],
    ['marks what overlaps once', 'sleep diary', '"sleep diary" diary', '[sleep diary]'],
    ['is on one line', 'first\r\n\tsecond \u202Ethird', 'third', 'first second [third]'],
    ['is the beginning when nothing is marked', 'Slept well.', 'heron', 'Slept well.'],
    ['takes markup for text', '<b>sleep</b>', 'sleep', '<b>[sleep]</b>'],
  ])('%s', (_what, text, typed, expected) => {
    expect(marked(text, typed)).toBe(expected);
  });

  it('is around the match that begins first, whichever ends first', () => {
    const text = `${'lorem '.repeat(100)}one two three${' lorem'.repeat(100)} two`;
    const { place, parts } = excerptOf(text, readQuery('two "one two three"'));
    expect(place).toEqual({ from: 600, to: 613 });
    expect(parts.filter(({ isMatch }) => isMatch)).toEqual([
      { text: 'one two three', isMatch: true },
    ]);
  });

  it('is around the match that begins first, also where that ends far behind', () => {
    const text = `one two${' '.repeat(300)}three four`;
    expect(excerptOf(text, readQuery('two "one two three four"')).place?.from).toBe(0);
  });

  it('is the part around the first match, cut between words and characters', () => {
    const excerpt = marked(`${'lorem '.repeat(100)}heron ${'𝕏'.repeat(300)}`, 'heron');
    expect(excerpt).toMatch(/^… (?:lorem )+\[heron\] 𝕏+ …$/u);
    expect(excerpt.length).toBeLessThan(220);
  });

  it('says where the first match is in the whole text', () => {
    const text = `${'lorem\n\n'.repeat(100)}At the Café`;
    expect(excerptOf(text, readQuery('cafe')).place).toEqual({ from: 707, to: 711 });
    expect(excerptOf(text, readQuery('heron')).place).toBeNull();
  });

  it('is bounded, whatever the text is', () => {
    const { parts } = excerptOf('a '.repeat(100_000), readQuery('a'));
    expect(parts.length).toBeLessThanOrEqual(40);
    expect(parts.every(({ text }) => text.length <= 400)).toBe(true);
  });
});
