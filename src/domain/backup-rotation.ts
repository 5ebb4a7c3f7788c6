// Which backups stay. Of each of the last days, weeks and months that have any, the newest does. Days are those of UTC, weeks
// begin on Monday. Only backups that were read back and found whole are to be told of here. Those that a clock which was ahead has
// dated later than now are counted by themselves: otherwise they would take the places of those that are made until then.

/** Of how many days, weeks and months one stays. */
export interface BackupRotation {
  readonly days: number;
  readonly weeks: number;
  readonly months: number;
}

const usualRotation: BackupRotation = { days: 7, weeks: 4, months: 6 };

const dayMs = 24 * 60 * 60_000;
/** The first of January 1970 was a Thursday. */
const mondayOffsetDays = 3;

/** Those that may go; never the newest of until now. */
export function backupsToRemove<T extends { readonly madeAtMs: number }>(
  backups: readonly T[],
  nowMs: number,
  rotation: BackupRotation = usualRotation,
): readonly T[] {
  const isLater = ({ madeAtMs }: T): boolean => madeAtMs > nowMs;
  return [
    ...rotated(backups.filter(isLater), rotation),
    ...rotated(
      backups.filter((backup) => !isLater(backup)),
      rotation,
    ),
  ];
}

function rotated<T extends { readonly madeAtMs: number }>(
  backups: readonly T[],
  { days, weeks, months }: BackupRotation,
): readonly T[] {
  const newestFirst = backups.toSorted((a, b) => b.madeAtMs - a.madeAtMs);
  const kept = new Set<T>([
    ...newestFirst.slice(0, 1),
    ...newestOfEach(newestFirst, days, dayOf),
    ...newestOfEach(newestFirst, weeks, (ms) => Math.floor((dayOf(ms) + mondayOffsetDays) / 7)),
    ...newestOfEach(newestFirst, months, monthOf),
  ]);
  return newestFirst.filter((backup) => !kept.has(backup));
}

function newestOfEach<T extends { readonly madeAtMs: number }>(
  newestFirst: readonly T[],
  count: number,
  periodOf: (ms: number) => number,
): readonly T[] {
  const newest = new Map<number, T>();
  for (const backup of newestFirst) {
    const period = periodOf(backup.madeAtMs);
    if (!newest.has(period)) newest.set(period, backup);
  }
  return [...newest.values()].slice(0, count);
}

function dayOf(ms: number): number {
  return Math.floor(ms / dayMs);
}

function monthOf(ms: number): number {
  const date = new Date(ms);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
