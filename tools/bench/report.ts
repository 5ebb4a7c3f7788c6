import { cpus } from 'node:os';
import { summarize, type Summary } from './statistics.ts';

/** One measured thing, ours beside others'. */
export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly ours: Summary;
  readonly against: Readonly<Record<string, Summary>>;
  /** Median of ours divided by theirs; absent where theirs is 0. */
  readonly ratio: Readonly<Record<string, number>>;
}

/** What we want a figure to be. Reported, never enforced: a benchmark measures. */
export interface Goal {
  readonly what: string;
  readonly value: number;
  readonly limit: number;
  readonly ok: boolean;
}

/** The one shape that every benchmark writes, so that runs can be compared and kept. */
export interface BenchReport {
  readonly name: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: { readonly cores: number; readonly model: string };
  readonly rows: readonly Row[];
  readonly goals: readonly Goal[];
}

/** Summarises series that were measured in turn. */
export function row(
  what: string,
  unit: string,
  ours: readonly number[],
  against: Readonly<Record<string, readonly number[]>>,
): Row {
  const ourSummary = summarize(ours);
  const theirs = Object.entries(against).map(
    ([name, values]) => [name, summarize(values)] as const,
  );
  return {
    what,
    unit,
    ours: ourSummary,
    against: Object.fromEntries(theirs),
    ratio: Object.fromEntries(
      theirs
        .filter(([, { median }]) => median !== 0)
        .map(([name, { median }]) => [name, ourSummary.median / median]),
    ),
  };
}

/** A goal of the kind "at most". */
export function atMost(what: string, value: number, limit: number): Goal {
  return { what, value, limit, ok: value <= limit };
}

/** The machine that measured. */
export function machineInfo(): BenchReport['machine'] {
  const all = cpus();
  return { cores: all.length, model: all[0]?.model.trim() ?? 'unknown' };
}
