import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  textDifference,
  type DifferencePart,
} from '../../../renderer/view-models/text-difference.ts';

function without(kind: DifferencePart['kind'], parts: readonly DifferencePart[]): string {
  return parts
    .filter((part) => part.kind !== kind)
    .map(({ text }) => text)
    .join('');
}

const words = fc
  .array(fc.constantFrom('slept', 'badly', 'well', ' ', '\n', '\r\n', ', ', 'Zwölf', '👩‍👧'), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));

describe('textDifference', () => {
  it('tells words that went and words that came, in reading order', () => {
    expect(textDifference('She slept badly.\nMove.', 'She slept well.\nMove.')).toEqual([
      { kind: 'same', text: 'She slept ' },
      { kind: 'removed', text: 'badly' },
      { kind: 'added', text: 'well' },
      { kind: 'same', text: '.\nMove.' },
    ]);
  });

  it('has nothing to tell of the same text, and all of one that is new or gone', () => {
    expect(textDifference('one', 'one')).toEqual([{ kind: 'same', text: 'one' }]);
    expect(textDifference('', 'one')).toEqual([{ kind: 'added', text: 'one' }]);
    expect(textDifference('one', '')).toEqual([{ kind: 'removed', text: 'one' }]);
    expect(textDifference('', '')).toEqual([]);
  });

  it('leaves out and makes up nothing: both texts are in it, whole', () => {
    fc.assert(
      fc.property(words, words, (earlier, later) => {
        const parts = textDifference(earlier, later);
        expect(without('added', parts)).toBe(earlier);
        expect(without('removed', parts)).toBe(later);
      }),
    );
  });

  it('still has both texts whole when nearly everything differs', () => {
    const earlier = Array.from({ length: 20_000 }, (_, at) => `old${String(at)}`).join(' ');
    const later = Array.from({ length: 20_000 }, (_, at) => `new${String(at)}`).join('\n');
    const parts = textDifference(earlier, later);
    expect(without('added', parts)).toBe(earlier);
    expect(without('removed', parts)).toBe(later);
    // Given up on, not worked out: see maxDifferences.
    expect(parts.length).toBeLessThan(4);
  });
});
