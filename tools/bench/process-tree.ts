import { readdirSync, readFileSync } from 'node:fs';

/** One process as /proc/PID/stat tells it. */
export interface ProcessStat {
  readonly pid: number;
  readonly name: string;
  readonly parentPid: number;
  /** User and system time, with that of children which ended and were waited for. Clock ticks. */
  readonly cpuTicks: number;
}

/** Linux reports process times in USER_HZ, which is 100 on every architecture that Chromium runs on. */
const ticksPerSecond = 100;

/** Reads a /proc/PID/stat line. The name may itself hold spaces and parentheses. @returns null when it is not one */
export function parseProcessStat(line: string): ProcessStat | null {
  const match = /^(\d+) \((.*)\) (.*)$/su.exec(line.trimEnd());
  if (!match) return null;
  const [, pid = '', name = '', rest = ''] = match;
  // Fields 4 and 14 to 17 of proc(5); `rest` starts at field 3.
  const fields = rest.split(' ').map(Number);
  const times = fields.slice(11, 15);
  if (times.length !== 4 || times.some((ticks) => !Number.isFinite(ticks))) return null;
  return {
    pid: Number(pid),
    name,
    parentPid: fields[1] ?? 0,
    cpuTicks: times.reduce((sum, ticks) => sum + ticks, 0),
  };
}

/** A process and everything below it. */
export function processTree(all: readonly ProcessStat[], rootPid: number): ProcessStat[] {
  const root = all.filter(({ pid }) => pid === rootPid);
  const below = all
    .filter(({ parentPid, pid }) => parentPid === rootPid && pid !== rootPid)
    .flatMap(({ pid }) => processTree(all, pid));
  return [...root, ...below];
}

/** CPU seconds that processes have used since they started. Subtract two readings. */
export function cpuSeconds(processes: readonly ProcessStat[]): number {
  return processes.reduce((sum, { cpuTicks }) => sum + cpuTicks, 0) / ticksPerSecond;
}

/** Every process that runs now. Linux only. */
export function readProcesses(): ProcessStat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((pid) => readStat(pid) ?? []);
}

function readStat(pid: string): ProcessStat | null {
  try {
    return parseProcessStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // It ended since the folder was listed.
    return null;
  }
}
