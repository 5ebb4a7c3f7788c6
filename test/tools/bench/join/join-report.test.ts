import { describe, expect, it } from 'vitest';
import { joinReport } from '../../../../tools/bench/join/join-report.ts';
import type { JoinSample } from '../../../../tools/bench/join/measure-join.ts';

const call = {
  browserCpuSeconds: 4,
  workerCpuSeconds: 0.25,
  heapBytes: 3e6,
  media: { sentBytes: 625_000, sentFrames: 300, receivedBytes: 625_000, decodedFrames: 290 },
};
const ours: JoinSample = {
  firstFrameMs: 150,
  readyMs: { deviceCheck: 500 },
  transfer: { bytes: 200_000, requests: 9 },
  call: { ...call, browserCpuSeconds: 5 },
  arrival: { fromMs: 0, steps: [] },
  join: { fromMs: 0, steps: [] },
};
const floor: JoinSample = {
  firstFrameMs: 200,
  readyMs: { button: 100, preview: 250 },
  transfer: { bytes: 34_000, requests: 7 },
  call,
  arrival: { fromMs: 0, steps: [] },
  join: { fromMs: 0, steps: [] },
};

describe('joinReport', () => {
  const report = joinReport(
    { ours: [ours, { ...ours, call: null }], floor: [floor, { ...floor, call: null }] },
    { node: 'v24' },
  );
  const find = (text: string) => report.rows.find(({ what }) => what.includes(text));

  it('compares the press to the first frame', () => {
    expect(find('first remote frame')?.ratio).toEqual({ floor: 0.75 });
  });

  it('compares the device check with both of the floor pages', () => {
    expect(find('device check')?.ratio).toEqual({ floor: 5, preview: 2 });
  });

  it('takes the cost of a call from the joins that measured it', () => {
    expect(find("guest's browser")?.ours).toEqual({ median: 5, p95: 5, n: 1 });
  });

  it('shows bit rates and frame rates', () => {
    expect(find('guest sends')).toMatchObject({ unit: 'kbit/s', ours: { median: 500 } });
    expect(find('guest decodes')).toMatchObject({ unit: 'frames/s', ours: { median: 29 } });
  });

  it('holds the goals against what was measured', () => {
    expect(report.goals.map(({ value, limit, ok }) => ({ value, limit, ok }))).toEqual([
      { value: 0.75, limit: 1, ok: true },
      { value: 200, limit: 250, ok: true },
      { value: 9, limit: 15, ok: true },
      { value: 1.25, limit: 1.15, ok: false },
    ]);
  });
});
