import { describe, expect, it } from 'vitest';
import {
  addTallies,
  countLine,
  emptyTally,
  listSkipped,
  settleTally,
} from '../../../tools/test/tally.ts';

const one = { passed: 3, failed: 0, skipped: [{ name: 'a', reason: 'no camera' }] };

describe('tally', () => {
  it('adds up', () => {
    const both = addTallies(one, { passed: 2, failed: 1, skipped: [] });
    expect(both).toEqual({ passed: 5, failed: 1, skipped: one.skipped });
    expect(countLine(both)).toBe('5 passed, 1 failed, 1 skipped');
  });

  it('counts a run that failed without a failed test as a failure', () => {
    expect(settleTally(one, false).failed).toBe(1);
    expect(settleTally({ ...one, failed: 4 }, false).failed).toBe(4);
  });

  it('counts a run that told nothing as a failure, even if it ended well', () => {
    expect(settleTally(null, true)).toEqual({ ...emptyTally, failed: 1 });
  });

  it('leaves a good run as it is', () => {
    expect(settleTally(one, true)).toEqual(one);
  });

  it('lists each reason once', () => {
    const skipped = [
      { name: 'a > b', reason: 'no Electron runtime' },
      { name: 'c', reason: 'no camera' },
      { name: 'a > d', reason: 'no Electron runtime' },
    ];
    expect(listSkipped({ ...emptyTally, skipped })).toEqual([
      'skipped: no Electron runtime (2 tests)',
      'skipped: no camera (c)',
    ]);
    expect(listSkipped(emptyTally)).toEqual([]);
  });
});
