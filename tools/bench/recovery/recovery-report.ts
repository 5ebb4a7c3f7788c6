import { atMost, machineInfo, row, type BenchReport } from '../report.ts';
import type { Recovery, RecoverySample } from './measure-recovery.ts';

/** Within this both sides see each other again (issue on end-to-end encryption). */
const goalMs = 5_000;

const figures: readonly {
  readonly what: string;
  readonly read: (sample: RecoverySample) => Recovery;
  readonly other: string;
}[] = [
  {
    what: 'guest reload → picture',
    other: 'guest reload → picture of the guest at the therapist',
    read: ({ guestReload }) => guestReload,
  },
  {
    what: 'therapist restart (from Unlock) → picture',
    other: 'therapist restart (from Unlock) → picture of the therapist at the guest',
    read: ({ therapistRestart }) => therapistRestart,
  },
];

/** From samples to the report. Nothing to compare with: a call without keys has nothing to agree on again. */
export function recoveryReport(
  samples: readonly RecoverySample[],
  versions: Readonly<Record<string, string>>,
): BenchReport {
  const rows = figures.flatMap(({ what, other, read }) => [
    row(
      what,
      'ms',
      samples.map((sample) => read(sample).backMs),
      {},
    ),
    row(
      other,
      'ms',
      samples.map((sample) => read(sample).otherMs),
      {},
    ),
  ]);
  return {
    name: 'recovery',
    versions,
    machine: machineInfo(),
    rows,
    goals: rows.map(({ what, ours }) => atMost(`${what}, p95, ms`, ours.p95, goalMs)),
  };
}
