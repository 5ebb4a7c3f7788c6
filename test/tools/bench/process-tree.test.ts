import { describe, expect, it } from 'vitest';
import {
  cpuSeconds,
  parseProcessStat,
  processTree,
  readProcesses,
} from '../../../tools/bench/process-tree.ts';

// pid (comm) state ppid pgrp session tty tpgid flags minflt cminflt majflt cmajflt utime stime cutime cstime priority …
const line = '4242 (a (b) c) S 17 4242 4242 0 -1 4194304 9 8 7 6 150 50 20 30 20 0 1 0 100 1 2 3';

describe('parseProcessStat', () => {
  it('reads a name with spaces and parentheses, the parent and all four times', () => {
    expect(parseProcessStat(line)).toEqual({
      pid: 4242,
      name: 'a (b) c',
      parentPid: 17,
      cpuTicks: 250,
    });
  });

  it('refuses what is not such a line', () => {
    expect(parseProcessStat('')).toBeNull();
    expect(parseProcessStat('12 (cut off) S 1 2')).toBeNull();
  });
});

describe('processTree', () => {
  const all = [
    { pid: 1, name: 'init', parentPid: 0, cpuTicks: 1000 },
    { pid: 10, name: 'browser', parentPid: 1, cpuTicks: 100 },
    { pid: 11, name: 'zygote', parentPid: 10, cpuTicks: 10 },
    { pid: 12, name: 'renderer', parentPid: 11, cpuTicks: 1 },
    { pid: 20, name: 'other', parentPid: 1, cpuTicks: 5000 },
  ];

  it('holds a process with everything below it, and nothing else', () => {
    expect(processTree(all, 10).map(({ name }) => name)).toEqual(['browser', 'zygote', 'renderer']);
  });

  it('is empty for a process that is gone', () => {
    expect(processTree(all, 99)).toEqual([]);
  });

  it('adds up to seconds', () => {
    expect(cpuSeconds(processTree(all, 10))).toBeCloseTo(1.11);
  });
});

describe.runIf(process.platform === 'linux')('readProcesses', () => {
  it('finds this process, whose time grows as it works', () => {
    const own = (): number => cpuSeconds(readProcesses().filter(({ pid }) => pid === process.pid));
    const before = own();
    const busyUntil = process.cpuUsage().user + 100_000;
    while (process.cpuUsage().user < busyUntil);
    expect(own()).toBeGreaterThanOrEqual(before + 0.08);
  });
});
