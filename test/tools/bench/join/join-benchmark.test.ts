import { describe, expect, it } from 'vitest';
import { isCallRun, parseJoinOptions } from '../../../../tools/bench/join/join-benchmark.ts';

describe('parseJoinOptions', () => {
  it('takes twenty joins, five of them with a call, unless told otherwise', () => {
    expect(parseJoinOptions([])).toEqual({ joins: 20, calls: 5, withSteps: false });
    expect(parseJoinOptions(['--joins', '3', '--calls', '1', '--steps'])).toEqual({
      joins: 3,
      calls: 1,
      withSteps: true,
    });
  });

  it.each([
    ['--joins', 'many'],
    ['--joins', '2'],
    ['--calls', '0'],
    ['--calls', '1.5'],
  ])('refuses %s %s', (...args) => {
    expect(() => parseJoinOptions(args)).toThrow('are counts');
  });

  it('refuses what it does not know', () => {
    expect(() => parseJoinOptions(['--fast'])).toThrow('--fast');
  });
});

describe('isCallRun', () => {
  const callRuns = (joins: number, calls: number): number[] =>
    Array.from({ length: joins }, (_, run) => run).filter((run) =>
      isCallRun(run, { joins, calls }),
    );

  it('spreads the calls over the joins', () => {
    expect(callRuns(20, 5)).toEqual([3, 7, 11, 15, 19]);
    expect(callRuns(5, 2)).toEqual([2, 4]);
  });

  it('gives every join a call when asked for as many', () => {
    expect(callRuns(3, 3)).toEqual([0, 1, 2]);
  });

  it('leaves warm-ups alone', () => {
    expect(isCallRun(-1, { joins: 1, calls: 1 })).toBe(false);
  });
});
