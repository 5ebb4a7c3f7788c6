import { describe, expect, it } from 'vitest';
import { costFor, isBearable, isTooCheap, leastCost } from '../../../src/domain/passphrase-cost.ts';

describe('the cost of a passphrase', () => {
  it('is about half a second on whatever machine', () => {
    for (const leastMs of [60, 100, 172, 250, 373, 500]) {
      const { passes } = costFor(leastMs);
      const tookMs = (leastMs * passes) / leastCost.passes;
      expect(tookMs).toBeGreaterThanOrEqual(300);
      expect(tookMs).toBeLessThanOrEqual(1000);
    }
  });

  it('is never below 64 MiB and three passes, however slow the machine is', () => {
    expect(costFor(5_000)).toEqual({ memoryKiB: 65_536, passes: 3, lanes: 1 });
    expect(costFor(Infinity)).toEqual(leastCost);
  });

  it('stays bearable for other machines, however quick this one is', () => {
    expect(isBearable(costFor(0))).toBe(true);
    expect(costFor(0).passes).toBe(32);
  });

  it.each([
    ['a header that would take all memory', { memoryKiB: 2 ** 31, passes: 3, lanes: 1 }],
    ['one that would take for ever', { memoryKiB: 65_536, passes: 10_000, lanes: 1 }],
    ['no pass', { memoryKiB: 65_536, passes: 0, lanes: 1 }],
    ['less memory than the algorithm needs', { memoryKiB: 7, passes: 3, lanes: 1 }],
    ['another number of lanes', { memoryKiB: 65_536, passes: 3, lanes: 4 }],
  ])('is not borne for %s', (_what, cost) => {
    expect(isBearable(cost)).toBe(false);
  });

  it('is too cheap below the least', () => {
    expect(isTooCheap(leastCost)).toBe(false);
    expect(isTooCheap({ ...leastCost, passes: 2 })).toBe(true);
    expect(isTooCheap({ ...leastCost, memoryKiB: 32_768 })).toBe(true);
  });
});
