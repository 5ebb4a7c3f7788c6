import { describe, expect, it } from 'vitest';
import { atMost, machineInfo, row, type BenchReport } from '../../../tools/bench/report.ts';
import { reportTable } from '../../../tools/bench/report-table.ts';

describe('row', () => {
  it('divides our median by theirs', () => {
    const result = row('join', 'ms', [100, 200, 300], { floor: [50, 100, 150], other: [400] });
    expect(result.ours).toEqual({ median: 200, p95: 290, n: 3 });
    expect(result.against['floor']?.n).toBe(3);
    expect(result.ratio).toEqual({ floor: 2, other: 0.5 });
  });

  it('has no ratio against nothing', () => {
    expect(row('losses', '', [1], { floor: [0] }).ratio).toEqual({});
  });
});

describe('atMost', () => {
  it('is met at the limit and missed above it', () => {
    expect(atMost('size', 250, 250).ok).toBe(true);
    expect(atMost('size', 250.1, 250).ok).toBe(false);
  });

  it('is missed by what could not be compared', () => {
    expect(atMost('speed', Infinity, 1).ok).toBe(false);
  });
});

describe('reportTable', () => {
  const report: BenchReport = {
    name: 'join',
    versions: {},
    machine: { cores: 2, model: 'Slow One' },
    rows: [
      row('admit', 'ms', [171.25], { floor: [200] }),
      row('check', 'ms', [300], { floor: [200], preview: [400] }),
    ],
    goals: [atMost('admit, × the floor', 0.86, 1), atMost('kilobytes', 251, 250)],
  };
  const lines = reportTable(report).split('\n');

  it('starts each line with the ratio', () => {
    expect(lines[0]).toBe('join on 2 × Slow One');
    expect(lines[2]).toMatch(/^0\.86 +admit \(n=1\) +ms +171 +171 +200 +200 +– +–$/u);
    expect(lines[3]).toMatch(/^1\.50 \/ 0\.75 +check/u);
  });

  it('aligns its columns', () => {
    expect(lines[2]?.indexOf('admit')).toBe(lines[3]?.indexOf('check'));
  });

  it('says which goals are met', () => {
    expect(lines[4]).toBe('met     admit, × the floor: 0.86 (goal: at most 1)');
    expect(lines[5]).toBe('missed  kilobytes: 251 (goal: at most 250)');
  });
});

describe('machineInfo', () => {
  it('names this machine', () => {
    expect(machineInfo().cores).toBeGreaterThan(0);
    expect(machineInfo().model).not.toBe('');
  });
});
