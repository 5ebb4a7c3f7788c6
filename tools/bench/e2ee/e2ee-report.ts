import { atMost, machineInfo, row, type BenchReport, type Goal, type Row } from '../report.ts';
import type { CallCost } from '../join/measure-call.ts';
import type { CallSamples } from './measure-calls.ts';
import type { FrameSeries } from './measure-frames.ts';
import { joinsPerWorker, type KeySamples } from './measure-keys.ts';
import type { FrameSample } from './workers/frames/frame-bench.ts';

/** What was measured; a part that was left out is empty or null. */
export interface E2eeSamples {
  readonly frames: readonly FrameSeries[];
  readonly keys: KeySamples | null;
  readonly calls: CallSamples | null;
}

interface Part {
  readonly rows: readonly Row[];
  readonly goals: readonly Goal[];
}

/**
 * What we want of a frame back to back: × LiveKit at every size, × WebCrypto alone for speech and for pictures. At one frame
 * per 10 ms most of the time is that of waking a thread, for everybody; the ratio is shown and nothing is wanted of it.
 */
const livekitLimit = 0.6;
const rawLimits = { audio: 2, video: 1.5 } as const;
const addedBytesLimit = 22;
const callCpuLimit = 1.1;
const warmJoins = 3;

/** From samples to the report. */
export function e2eeReport(
  { frames, keys, calls }: E2eeSamples,
  versions: Readonly<Record<string, string>>,
): BenchReport {
  const parts = [
    ...frames.flatMap((series) => [framePart(series, 'sealed'), framePart(series, 'opened')]),
    ...frames.filter(({ pace }) => pace === 'back to back').map(bytesPart),
    ...(keys ? [keyPart(keys)] : []),
    ...(calls ? [callPart(calls)] : []),
  ];
  return {
    name: 'e2ee',
    versions,
    machine: machineInfo(),
    rows: parts.flatMap(({ rows }) => rows),
    goals: parts.flatMap(({ goals }) => goals),
  };
}

/** Back to back a value is the mean of a batch, at a pace it is one frame's way through the worker. */
function framePart({ sort, pace, samples }: FrameSeries, direction: 'sealed' | 'opened'): Part {
  const read = (of: readonly FrameSample[] = []): number[] => of.flatMap((one) => one[direction]);
  const { ours, ...others } = samples;
  const against = Object.entries(others).map(([name, theirs]) => [name, read(theirs)] as const);
  const what = `${sort.label} ${direction}, ${pace}`;
  const result = row(what, 'µs', read(ours), Object.fromEntries(against));
  if (pace !== 'back to back') return { rows: [result], goals: [] };
  return {
    rows: [result],
    goals: [
      atMost(`${what}, × livekit`, result.ratio['livekit'] ?? Infinity, livekitLimit),
      atMost(`${what}, × raw`, result.ratio['raw'] ?? Infinity, rawLimits[sort.kind]),
    ],
  };
}

function bytesPart({ sort, samples }: FrameSeries): Part {
  const read = (of: readonly FrameSample[] = []): number[] => of.map((one) => one.addedBytes);
  const { livekit, raw, ours } = samples;
  const what = `${sort.label}: bytes that sealing adds`;
  const result = row(what, 'B', read(ours), { livekit: read(livekit), raw: read(raw) });
  return { rows: [result], goals: [atMost(what, result.ours.p95, addedBytesLimit)] };
}

function keyPart({ ours, bareMls }: KeySamples): Part {
  const first = (times: readonly number[]): readonly number[] => times.slice(0, 1);
  const last = (times: readonly number[]): readonly number[] => times.slice(-warmJoins);
  const compare = (what: string, read: (times: readonly number[]) => readonly number[]): Row =>
    row(what, 'ms', ours.flatMap(read), { 'ts-mls': bareMls.flatMap(read) });
  return {
    rows: [
      compare('group + join + safety words in a fresh worker (ts-mls: group + join)', first),
      compare(
        `the same, warm (of ${String(joinsPerWorker)} joins the last ${String(warmJoins)})`,
        last,
      ),
    ],
    goals: [],
  };
}

/** What a whole call costs, and the proof that both did the same work for it. */
function callPart({ ours, empty }: CallSamples): Part {
  const compare = (what: string, unit: string, read: (call: CallCost) => number): Row =>
    row(what, unit, ours.map(read), { empty: empty.map(read) });
  const cpu = compare("CPU of a call's browser, both pages", 's per 10 s', (call) => {
    return call.browserCpuSeconds;
  });
  return {
    rows: [
      cpu,
      compare('CPU of the mediasoup worker', 's per 10 s', (call) => call.workerCpuSeconds),
      compare('video a page sends', 'kbit/s', ({ media }) => media.sentBytes * 8e-4),
      compare('video a page sends', 'frames/s', ({ media }) => media.sentFrames / 10),
      compare('video a page receives', 'kbit/s', ({ media }) => media.receivedBytes * 8e-4),
      compare('video a page decodes', 'frames/s', ({ media }) => media.decodedFrames / 10),
    ],
    goals: [
      atMost(`${cpu.what}, × an empty transform`, cpu.ratio['empty'] ?? Infinity, callCpuLimit),
    ],
  };
}
