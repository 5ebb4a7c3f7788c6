import { describe, expect, it } from 'vitest';
import type { MeasuredStart } from '../../../../tools/bench/start/measure-start.ts';
import { parseStartOptions } from '../../../../tools/bench/start/start-benchmark.ts';
import { startReport } from '../../../../tools/bench/start/start-report.ts';

const start = (usable: number, longestBlock: number): MeasuredStart => ({
  asked: 1_000,
  script: 1_100,
  ready: 1_150,
  window: 1_160,
  page: 1_200,
  shown: 1_290,
  paint: 1_300,
  usable: 1_000 + usable,
  longestBlock,
});
const sample = (usable: number, block = 10) => ({
  first: start(usable, block),
  again: start(usable / 2, block),
});

describe('startReport', () => {
  const report = startReport(
    { therapist: [sample(800)], guest: [sample(600, 80)], bare: [sample(400)] },
    { electron: '1' },
  );
  const find = (what: string) => report.rows.find((one) => one.what === what);

  it('counts every step from the moment at which a process was asked for', () => {
    expect(find('therapist, never run before: the first line runs')?.ours.median).toBe(100);
    expect(find('therapist, never run before: something can be pressed')).toMatchObject({
      ours: { median: 800, n: 1 },
      ratio: { bare: 2 },
    });
    expect(find('guest, once more: something can be pressed')?.ours.median).toBe(300);
  });

  it('has the steps in the order in which they come', () => {
    const steps = report.rows.filter(({ what }) => what.startsWith('guest, never run before'));
    const times = steps.map(({ ours }) => ours.median);
    expect(times).toHaveLength(7);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('holds each app’s longest hold-up against 50 ms', () => {
    expect(report.goals.map(({ value, ok }) => [value, ok])).toEqual([
      [10, true],
      [80, false],
    ]);
  });
});

describe('parseStartOptions', () => {
  it('takes ten runs and the packages’ own addons unless told otherwise', () => {
    expect(parseStartOptions([])).toEqual({ runs: 10, addons: null });
    expect(parseStartOptions(['--runs', '3', '--addons', '/a'])).toEqual({ runs: 3, addons: '/a' });
  });

  it.each(['0', 'many', '1.5'])('refuses --runs %s', (runs) => {
    expect(() => parseStartOptions(['--runs', runs])).toThrow('--runs is a count');
  });
});
