import { atMost, machineInfo, row, type BenchReport, type Row } from '../report.ts';
import type { CallCost } from './measure-call.ts';
import type { JoinSample } from './measure-join.ts';

/** Samples of both ways, taken in turn. */
export interface JoinSamples {
  readonly ours: readonly JoinSample[];
  readonly floor: readonly JoinSample[];
}

/** From samples to the report. The goals are those of the issue that asked for this benchmark. */
export function joinReport(
  samples: JoinSamples,
  versions: Readonly<Record<string, string>>,
): BenchReport {
  const firstFrame = compare(
    'admit → first remote frame presented (floor: click, devices included)',
    'ms',
    samples,
    ({ firstFrameMs }) => firstFrameMs,
  );
  const transferred = compare('transferred by the guest page', 'KB', samples, ({ transfer }) => {
    return transfer.bytes / 1000;
  });
  const requests = compare('requests of the guest page', '', samples, ({ transfer }) => {
    return transfer.requests;
  });
  const calls = callRows(samples);
  return {
    name: 'join',
    versions,
    machine: machineInfo(),
    rows: [
      firstFrame,
      readyRow(samples),
      transferred,
      requests,
      ...calls.map(({ result }) => result),
    ],
    goals: [
      atMost('admit → first frame, × the floor', firstFrame.ratio['floor'] ?? Infinity, 1),
      atMost('guest page transferred, KB', transferred.ours.median, 250),
      atMost('guest page requests', requests.ours.median, 15),
      ...calls.flatMap(({ result, limit }) =>
        limit === null
          ? []
          : atMost(`${result.what}, × the floor`, result.ratio['floor'] ?? Infinity, limit),
      ),
    ],
  };
}

/** The device check shows one's own picture; the floor's page does so only when asked, and is compared both ways. */
function readyRow({ ours, floor }: JoinSamples): Row {
  const what = 'navigation → usable device check (floor: button works; preview: own picture)';
  return row(
    what,
    'ms',
    ours.flatMap(({ readyMs }) => readyMs['deviceCheck'] ?? []),
    {
      floor: floor.flatMap(({ readyMs }) => readyMs['button'] ?? []),
      preview: floor.flatMap(({ readyMs }) => readyMs['preview'] ?? []),
    },
  );
}

/** What a running call costs, and the proof that both ways did the same work for it. */
function callRows(samples: JoinSamples): { result: Row; limit: number | null }[] {
  const per = (what: string, unit: string, read: (call: CallCost) => number): Row =>
    compare(what, unit, samples, ({ call }) => call && read(call));
  return [
    {
      result: per("CPU of the guest's browser, all processes", 's per 10 s', (call) => {
        return call.browserCpuSeconds;
      }),
      limit: 1.15,
    },
    {
      result: per('CPU of the mediasoup worker', 's per 10 s', (call) => call.workerCpuSeconds),
      limit: null,
    },
    {
      result: per('JS heap of the guest page after 16 s of call', 'MB', (call) => {
        return call.heapBytes / 1e6;
      }),
      limit: null,
    },
    {
      result: per('video the guest sends', 'kbit/s', ({ media }) => media.sentBytes * 8e-4),
      limit: null,
    },
    {
      result: per('video the guest sends', 'frames/s', ({ media }) => media.sentFrames / 10),
      limit: null,
    },
    {
      result: per('video the guest receives', 'kbit/s', ({ media }) => media.receivedBytes * 8e-4),
      limit: null,
    },
    {
      result: per('video the guest decodes', 'frames/s', ({ media }) => media.decodedFrames / 10),
      limit: null,
    },
  ];
}

function compare(
  what: string,
  unit: string,
  { ours, floor }: JoinSamples,
  read: (sample: JoinSample) => number | null,
): Row {
  return row(
    what,
    unit,
    ours.flatMap((sample) => read(sample) ?? []),
    { floor: floor.flatMap((sample) => read(sample) ?? []) },
  );
}
