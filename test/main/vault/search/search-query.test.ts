import { describe, expect, it } from 'vitest';
import { matchOf, readQuery, wordsOf } from '../../../../main/vault/search/search-query.ts';

const match = (typed: string): string => matchOf(readQuery(typed));

describe('what somebody looks for', () => {
  it.each([
    ['is every word, which may go on', 'sleep diary', '"sleep" * AND "diary" *'],
    ['is a phrase between quotation marks', '"sleep diary" mood', '"sleep diary" AND "mood" *'],
    ['is a phrase also before its end is typed', 'mood "sleep dia', '"mood" * AND "sleep dia"'],
    ['may be quoted by other marks', '“sleep diary”', '"sleep diary"'],
    ['is one phrase where a word has signs in it', "o'brien@example", '"o brien example" *'],
    ['is left to the index to fold', 'CAFÉ が', '"CAFÉ" * AND "が"'],
    ['is a whole word if it is one character', 'a 7', '"a" AND "7"'],
    [
      'is no operator',
      'this NOT that OR NEAR(a, 2)',
      '"this" * AND "NOT" * AND "that" * AND "OR" * AND "NEAR a" AND "2"',
    ],
    ['is no column', 'text:secret {text}: - ^x', '"text secret" * AND "text" * AND "x"'],
    ['ends with no star of its own', 'sleep* *', '"sleep" *'],
    ['is nothing without letters and digits', '"" * ( ) -- ; \0', ''],
    ['goes on behind a zero', 'one\0two', '"one" * AND "two" *'],
    ['may be in other writings', 'Ελπίδα 東京', '"Ελπίδα" * AND "東京" *'],
  ])('%s', (_what, typed, expected) => {
    expect(match(typed)).toBe(expected);
  });

  it('is, of words that may go on, each word that the index has', () => {
    const words = matchOf(readQuery('airship o-dre "no dre'), (beginning) =>
      beginning === 'dre' ? ['dread', 'dream'] : null,
    );
    expect(words).toBe('"airship" * AND ("o dread" OR "o dream") AND "no dre"');
    expect(matchOf(readQuery('dre'), () => [])).toBe('"dre" *');
    expect(matchOf(readQuery('dre'), () => ['dr"e'])).toBe('("dr""e")');
  });

  it('is sixteen terms at most', () => {
    expect(readQuery('ab '.repeat(5000)).terms).toHaveLength(16);
  });
});

describe('words', () => {
  it('are where they are in the text, with their marks', () => {
    const text = 'Zoe\u0308, “Café”';
    const found = wordsOf(text);
    expect(found.map(({ word }) => word)).toEqual(['zoe', 'cafe']);
    expect(found.map(({ from, to }) => text.slice(from, to))).toEqual(['Zoe\u0308', 'Café']);
  });
});
