import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addPart,
  emptySum,
  rowPart,
  sumFromBytes,
  sumToBytes,
  takePart,
} from '../../../../main/vault/journal/row-sum.ts';
import { testJournalKey } from '../../../support/vault-fixture.ts';

const key = testJournalKey();
const part = (...values: readonly unknown[]): bigint => rowPart(key, 'notes', values);
const sums = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });

describe('the sum of rows', () => {
  it('does not depend on their order', () => {
    const [a, b, c] = [part('a', 1), part('b', 2), part('c', null)];
    const forwards = [a, b, c].reduce(addPart, emptySum);
    const backwards = [c, b, a].reduce(addPart, emptySum);
    expect(forwards).toBe(backwards);
  });

  it('forgets a row that goes, and only that', () => {
    fc.assert(
      fc.property(sums, sums, (sum, other) => {
        expect(takePart(addPart(sum, other), other)).toBe(sum);
      }),
    );
  });

  it('knows how often a row is there', () => {
    const once = addPart(emptySum, part('a'));
    expect(addPart(once, part('a'))).not.toBe(once);
  });

  it.each([
    ['another value', part('a', 1), part('a', 2)],
    ['another type', part('1'), part(1)],
    ['text for bytes', part('a'), part(Buffer.from('a'))],
    ['nothing for a word', part(null), part('null')],
    ['what runs into its neighbour', part('ab', 'c'), part('a', 'bc')],
    ['another table', part('a'), rowPart(key, 'files', ['a'])],
    ['another key', part('a'), rowPart(testJournalKey(2), 'notes', ['a'])],
  ])('tells %s', (_what, one, other) => {
    expect(one).not.toBe(other);
  });

  it('is 32 bytes on disk', () => {
    fc.assert(
      fc.property(sums, (sum) => {
        expect(sumToBytes(sum)).toHaveLength(32);
        expect(sumFromBytes(sumToBytes(sum))).toBe(sum);
      }),
    );
  });
});
