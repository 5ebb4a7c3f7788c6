import { atMost, machineInfo, row, type BenchReport } from '../report.ts';
import { quantile } from '../statistics.ts';
import type { IpcDelays } from './ipc-delay.ts';

/** What was measured, in turn. */
export interface VaultSamples {
  readonly idle: readonly IpcDelays[];
  readonly verification: readonly IpcDelays[];
}

const delayLimitMs = 50;

/** From samples to the report. */
export function vaultReport(
  { idle, verification }: VaultSamples,
  versions: Readonly<Record<string, string>>,
): BenchReport {
  const compare = (what: string, read: (delays: IpcDelays) => readonly number[]) =>
    row(what, 'ms', verification.flatMap(read), { idle: idle.flatMap(read) });
  const p99 = quantile(
    verification.flatMap(({ answered }) => answered),
    0.99,
  );
  return {
    name: 'vault',
    versions,
    machine: machineInfo(),
    rows: [
      compare('IPC delay during verification', ({ answered }) => answered),
      compare("delay of the shell's own thread during verification", ({ late }) => late),
    ],
    goals: [atMost('IPC delay p99 during verification, ms', p99, delayLimitMs)],
  };
}
