import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile, summarize } from '../../../tools/bench/statistics.ts';

describe('summarize', () => {
  it('takes the middle of an odd and the mean of the two middle ones of an even series', () => {
    expect(summarize([30, 10, 20]).median).toBe(20);
    expect(summarize([40, 10, 20, 30]).median).toBe(25);
  });

  it('interpolates the 95th percentile between ranks', () => {
    // numpy.percentile(range(1, 21), 95)
    const values = Array.from({ length: 20 }, (_, index) => index + 1);
    expect(summarize(values)).toEqual({ median: 10.5, p95: 19.05, n: 20 });
  });

  it('sorts numbers by size, not by spelling', () => {
    expect(summarize([9, 10, 100]).median).toBe(10);
  });

  it('refuses an empty series', () => {
    expect(() => summarize([])).toThrow(RangeError);
  });

  it('leaves the series as it is', () => {
    const values = [3, 1, 2];
    summarize(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('stays between the smallest and the largest value', () => {
    const series = fc.array(fc.float({ noNaN: true, min: 0, max: 1e6 }), { minLength: 1 });
    fc.assert(
      fc.property(series, fc.float({ min: 0, max: 1, noNaN: true }), (values, share) => {
        const result = quantile(values, share);
        expect(result).toBeGreaterThanOrEqual(Math.min(...values));
        expect(result).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });
});
