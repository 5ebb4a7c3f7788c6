import { describe, expect, it } from 'vitest';
import { parseRuns } from '../../../../tools/bench/recovery/recovery-benchmark.ts';
import { recoveryReport } from '../../../../tools/bench/recovery/recovery-report.ts';

describe('recoveryReport', () => {
  const samples = [1_000, 2_000, 6_000].map((ms) => ({
    guestReload: { backMs: ms, otherMs: ms + 100 },
    therapistRestart: { backMs: ms / 2, otherMs: ms / 4 },
  }));
  const report = recoveryReport(samples, { node: 'v24' });

  it('has a row for each side of each, with nothing to compare with', () => {
    expect(report.rows.map(({ ours, against }) => [ours.median, ours.n, against])).toEqual([
      [2_000, 3, {}],
      [2_100, 3, {}],
      [1_000, 3, {}],
      [500, 3, {}],
    ]);
  });

  it('holds the slowest against five seconds', () => {
    expect(report.goals.map(({ limit, ok }) => [limit, ok])).toEqual([
      [5_000, false],
      [5_000, false],
      [5_000, true],
      [5_000, true],
    ]);
  });
});

describe('parseRuns', () => {
  it('takes ten unless told otherwise', () => {
    expect([parseRuns([]), parseRuns(['--runs', '3'])]).toEqual([10, 3]);
  });

  it.each(['0', 'many', '1.5'])('refuses --runs %s', (runs) => {
    expect(() => parseRuns(['--runs', runs])).toThrow('--runs is a count');
  });
});
