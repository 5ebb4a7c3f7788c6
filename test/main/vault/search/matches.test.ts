import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstMatches, matchesOfWords } from '../../../../main/vault/search/matches.ts';
import { readQuery } from '../../../../main/vault/search/search-query.ts';

// Few of each, so that words meet, overlap and begin like one another.
const letters = fc.string({
  unit: fc.constantFrom('a', 'b', 'A', '1'),
  minLength: 1,
  maxLength: 3,
});
const gaps = fc.constantFrom(' ', '  ', ', ', '’', ' – ', '_', '\n', '-', '. ');
const plainText = fc
  .array(fc.tuple(letters, gaps), { maxLength: 30 })
  .map((pieces) => pieces.flat().join(''));
const typedTerm = fc.oneof(
  letters,
  fc.array(letters, { minLength: 1, maxLength: 3 }).map((words) => `"${words.join(' ')}"`),
  fc.constant('café'),
);
const typedTerms = fc.array(typedTerm, { minLength: 1, maxLength: 4 });
const reach = fc.integer({ min: 0, max: 40 });

describe('the first matches of a text', () => {
  it('of plain words are just those that are found word by word', () => {
    fc.assert(
      fc.property(plainText, typedTerms, reach, (text, typed, within) => {
        const query = readQuery(typed.join(' '));
        expect(firstMatches(text, query, within)).toEqual(matchesOfWords(text, query, within));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['an accent in the text', 'Café cafe', 'cafe', [0, 5]],
    ['an accent of its own', 'Cafe\u0301 cafe', 'cafe', [0, 6]],
    ['a letter that gets longer without case', 'İ a ab', 'ab', [4]],
    ['a sign that has another without case', 'Ⓐ ab', 'ab', [2]],
    ['a letter of no case', '猫 ab', 'ab', [2]],
    ['quotation marks', '“ab” ‘ab’', 'ab', [1, 6]],
    ['an accent that was typed', 'cafe ab', 'café', [0]],
  ])('are where they are, with %s', (_what, text, typed, expected) => {
    const matches = firstMatches(text, readQuery(typed), 200);
    expect(matches.map(({ from }) => from)).toEqual(expected);
  });
});
