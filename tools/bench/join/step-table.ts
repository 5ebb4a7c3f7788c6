import { quantile } from '../statistics.ts';
import type { Step } from './step-probe.ts';

/** The steps of one join, and from when they are counted. */
export interface StepLog {
  readonly fromMs: number;
  readonly steps: readonly Step[];
}

/**
 * Where the time goes: each step that every join had, at the median of its offsets from the beginning. The n-th occurrence of a step is compared with the n-th of the other joins.
 */
export function stepTable(logs: readonly StepLog[]): string {
  const offsets = new Map<string, number[]>();
  for (const log of logs) {
    for (const [label, offsetMs] of numbered(log)) {
      offsets.set(label, [...(offsets.get(label) ?? []), offsetMs]);
    }
  }
  return [...offsets]
    .filter(([, values]) => values.length === logs.length)
    .map(([label, values]) => ({ label, medianMs: quantile(values, 0.5) }))
    .toSorted((a, b) => a.medianMs - b.medianMs)
    .map(({ label, medianMs }) => `${medianMs.toFixed(0).padStart(8)} ms  ${label}`)
    .join('\n');
}

function numbered({ fromMs, steps }: StepLog): [string, number][] {
  const seen = new Map<string, number>();
  return steps
    .filter(({ atMs }) => atMs >= fromMs)
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ what, atMs }) => {
      const count = (seen.get(what) ?? 0) + 1;
      seen.set(what, count);
      return [count === 1 ? what : `${what} (${count})`, atMs - fromMs];
    });
}
