import { describe, expect, it } from 'vitest';
import { e2eeReport, type E2eeSamples } from '../../../../tools/bench/e2ee/e2ee-report.ts';
import type { FrameSeries } from '../../../../tools/bench/e2ee/measure-frames.ts';
import type { FrameSample } from '../../../../tools/bench/e2ee/workers/frames/frame-bench.ts';

const sample = (microseconds: number, addedBytes: number): FrameSample => ({
  sealed: [microseconds],
  opened: [2 * microseconds],
  addedBytes,
});

const speech: FrameSeries = {
  sort: { label: 'Opus', kind: 'audio', sizeBytes: 160 },
  pace: 'back to back',
  samples: {
    ours: [sample(18, 19), sample(18, 20)],
    livekit: [sample(36, 30)],
    raw: [sample(10, 16)],
    calls: [sample(6, 16)],
  },
};
const picture: FrameSeries = { ...speech, sort: { label: 'video', kind: 'video', sizeBytes: 1 } };

const cost = {
  browserCpuSeconds: 8,
  workerCpuSeconds: 0.25,
  heapBytes: 3e6,
  media: { sentBytes: 625_000, sentFrames: 300, receivedBytes: 625_000, decodedFrames: 290 },
};
const samples: E2eeSamples = {
  frames: [speech, { ...speech, pace: 'one per 10 ms' }, picture],
  // Cold, getting warm, and warm.
  keys: {
    ours: [[100, 50, 50, 50, 20, 20, 20]],
    bareMls: [[50, 40, 40, 40, 10, 10, 10]],
  },
  calls: { ours: [{ ...cost, browserCpuSeconds: 8.4 }], empty: [cost] },
};

describe('e2eeReport', () => {
  const report = e2eeReport(samples, { node: 'v24' });
  const find = (text: string) => report.rows.find(({ what }) => what.includes(text));

  it('compares frames in both directions and at both paces', () => {
    expect(find('Opus sealed, back to back')?.ratio).toEqual({ livekit: 0.5, raw: 1.8, calls: 3 });
    expect(find('Opus opened, back to back')?.ours).toEqual({ median: 36, p95: 36, n: 2 });
    expect(find('Opus sealed, one per 10 ms')?.against['raw']?.median).toBe(10);
  });

  it('counts what sealing adds, once per size', () => {
    expect(report.rows.filter(({ unit }) => unit === 'B')).toHaveLength(2);
    expect(find('bytes')?.against['livekit']?.median).toBe(30);
  });

  it('compares joins of fresh workers and of warm ones', () => {
    expect(find('fresh worker')?.ratio).toEqual({ 'ts-mls': 2 });
    expect(find('warm')).toMatchObject({ ours: { median: 20, n: 3 }, ratio: { 'ts-mls': 2 } });
  });

  it('shows that both calls carried the same', () => {
    expect(find('both pages')?.ratio).toEqual({ empty: 1.05 });
    expect(find('page sends')).toMatchObject({ unit: 'kbit/s', ours: { median: 500 } });
    expect(find('page decodes')).toMatchObject({ unit: 'frames/s', ours: { median: 29 } });
  });

  it('holds the goals against what was measured back to back', () => {
    expect(report.goals.map(({ what, limit, ok }) => ({ what, limit, ok }))).toEqual([
      { what: 'Opus sealed, back to back, × livekit', limit: 0.6, ok: true },
      { what: 'Opus sealed, back to back, × raw', limit: 2, ok: true },
      { what: 'Opus opened, back to back, × livekit', limit: 0.6, ok: true },
      { what: 'Opus opened, back to back, × raw', limit: 2, ok: true },
      { what: 'video sealed, back to back, × livekit', limit: 0.6, ok: true },
      { what: 'video sealed, back to back, × raw', limit: 1.5, ok: false },
      { what: 'video opened, back to back, × livekit', limit: 0.6, ok: true },
      { what: 'video opened, back to back, × raw', limit: 1.5, ok: false },
      { what: 'Opus: bytes that sealing adds', limit: 22, ok: true },
      { what: 'video: bytes that sealing adds', limit: 22, ok: true },
      {
        what: "CPU of a call's browser, both pages, × an empty transform",
        limit: 1.1,
        ok: true,
      },
    ]);
  });

  it('leaves out what was not measured', () => {
    const { rows, goals } = e2eeReport({ frames: [], keys: null, calls: null }, {});
    expect([rows, goals]).toEqual([[], []]);
  });
});
