import { atMost, machineInfo, row, type BenchReport, type Goal, type Row } from '../report.ts';
import { quantile, summarize } from '../statistics.ts';
import type { OtherCipher } from './ciphers/measured-cipher.ts';
import type { IpcDelays } from './ipc-delay.ts';
import { workloadParts, type WorkloadSamples, type WorkloadTimes } from './measure-workload.ts';
import type { VaultSize, WorkloadSize } from './vault-size.ts';

/** Delays while nothing else happens, and while the main side is at work. */
export interface DelaySamples {
  readonly idle: readonly IpcDelays[];
  readonly verification: readonly IpcDelays[];
  readonly search: readonly IpcDelays[];
  readonly backup: readonly IpcDelays[];
  readonly renewal: readonly IpcDelays[];
  readonly destruction: readonly IpcDelays[];
}

/** What was measured, in turn. */
export interface VaultSamples {
  readonly size: VaultSize & WorkloadSize;
  /** From the key to the list of clients, in ms. */
  readonly opening: readonly number[];
  readonly workload: WorkloadSamples;
  readonly delays: DelaySamples;
}

const limits = {
  part: 1.3,
  whole: 1.15,
  commitsOfSqlcipher: 0.8,
  partOfSqlcipher: 0.6,
  openingMs: 150,
  searchP95Ms: 20,
  memoryMegabytes: 150,
  delayMs: 50,
};

/** From samples to the report. */
export function vaultReport(
  samples: VaultSamples,
  versions: Readonly<Record<string, string>>,
): BenchReport {
  const workload = workloadRows(samples);
  return {
    name: 'vault',
    versions,
    machine: machineInfo(),
    rows: [...workload, ...otherRows(samples), ...delayRows(samples.delays)],
    goals: [...ratioGoals(workload), ...otherGoals(samples), ...delayGoals(samples.delays)],
  };
}

const whole = 'the whole workload';
const withoutCipher = 'without a cipher of pages';

/** Each part by itself, and their sum. */
function workloadRows({ size, workload: { times } }: VaultSamples): readonly Row[] {
  const names: Readonly<Record<keyof WorkloadTimes, string>> = {
    commits: `${String(size.commits)} commits of one note`,
    bulk: `${String(size.bulk)} notes in one transaction`,
    scan: `scan of ${String(size.notes)} notes`,
    search: `${String(size.searches)} searches`,
    backup: 'one backup',
  };
  const compare = (what: string, read: (round: WorkloadTimes) => number): Row =>
    row(what, 'ms', times.ours.map(read), {
      unencrypted: times.unencrypted.map(read),
      sqlcipher: times.sqlcipher.map(read),
    });
  // What no cipher of pages could be quicker than, beside SQLCipher: pages without any.
  const compareLeast = (what: string, read: (round: WorkloadTimes) => number): Row =>
    row(`${what}, ${withoutCipher}`, 'ms', times.unencrypted.map(read), {
      sqlcipher: times.sqlcipher.map(read),
    });
  const sumOfAll = (round: WorkloadTimes): number =>
    sum(workloadParts.map((part) => sum(round[part])));
  return [
    ...workloadParts.map((part) => compare(names[part], (round) => sum(round[part]))),
    compare(whole, sumOfAll),
    ...workloadParts.map((part) => compareLeast(names[part], (round) => sum(round[part]))),
    compareLeast(whole, sumOfAll),
  ];
}

function otherRows({ opening, workload: { times, memory } }: VaultSamples): readonly Row[] {
  const searches = (rounds: readonly WorkloadTimes[]): readonly number[] =>
    rounds.flatMap(({ search }) => search);
  const megabytes = (bytes: number): number => bytes / 1e6;
  const compareMemory = (
    what: string,
    read: (one: { readonly startRss: number; readonly peakRss: number }) => number,
  ): Row =>
    row(what, 'MB', [megabytes(read(memory.ours))], {
      unencrypted: [megabytes(read(memory.unencrypted))],
      sqlcipher: [megabytes(read(memory.sqlcipher))],
    });
  return [
    row('one search', 'ms', searches(times.ours), {
      unencrypted: searches(times.unencrypted),
      sqlcipher: searches(times.sqlcipher),
    }),
    row('from the key to the list of clients, files not in memory', 'ms', opening, {}),
    compareMemory('most memory of the whole process that has the vault', ({ peakRss }) => peakRss),
    compareMemory(
      'of that more than before it was opened',
      ({ startRss, peakRss }) => peakRss - startRss,
    ),
  ];
}

function ratioGoals(rows: readonly Row[]): readonly Goal[] {
  return rows
    .filter(isOurs)
    .flatMap((one) => [
      ratioGoal(one, 'unencrypted', one.what === whole ? limits.whole : limits.part),
      ...sqlcipherGoal(one),
    ]);
}

/** Of what no cipher could reach nothing is wanted. */
function isOurs({ what }: Row): boolean {
  return !what.endsWith(withoutCipher);
}

/** Of a backup and of the whole nothing was asked. */
function sqlcipherGoal(one: Row): readonly Goal[] {
  if (one.what === whole || one.what === 'one backup') return [];
  const limit = one.what.includes('commits') ? limits.commitsOfSqlcipher : limits.partOfSqlcipher;
  return [ratioGoal(one, 'sqlcipher', limit)];
}

function ratioGoal({ what, ratio }: Row, other: OtherCipher, limit: number): Goal {
  return atMost(`${what}, of the time with ${other} pages`, ratio[other] ?? Infinity, limit);
}

function otherGoals({ opening, workload }: VaultSamples): readonly Goal[] {
  const { openingMs, searchP95Ms, memoryMegabytes } = limits;
  const searches = workload.times.ours.flatMap(({ search }) => search);
  const { peakRss } = workload.memory.ours;
  return [
    atMost('from the key to the list of clients, ms', summarize(opening).median, openingMs),
    atMost('search p95, ms', quantile(searches, 0.95), searchP95Ms),
    atMost('resident memory of the whole process, MB', peakRss / 1e6, memoryMegabytes),
  ];
}

function delayRows({ idle, ...busy }: DelaySamples): readonly Row[] {
  const compare = (
    what: string,
    delays: readonly IpcDelays[],
    read: (one: IpcDelays) => readonly number[],
  ): Row => row(what, 'ms', delays.flatMap(read), { idle: idle.flatMap(read) });
  return Object.entries(busy).flatMap(([work, delays]) => [
    compare(`IPC delay during ${work}`, delays, ({ answered }) => answered),
    compare(`delay of the shell's own thread during ${work}`, delays, ({ late }) => late),
  ]);
}

function delayGoals({ idle: _idle, ...busy }: DelaySamples): readonly Goal[] {
  return Object.entries(busy).map(([work, delays]) => {
    const answered = delays.flatMap((one) => one.answered);
    return atMost(`IPC delay p99 during ${work}, ms`, quantile(answered, 0.99), limits.delayMs);
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
