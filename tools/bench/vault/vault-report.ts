import { atMost, machineInfo, row, type BenchReport } from '../report.ts';
import { quantile } from '../statistics.ts';
import type { IpcDelays } from './ipc-delay.ts';

/** What was measured, in turn. */
export interface VaultSamples {
  readonly idle: readonly IpcDelays[];
  readonly verification: readonly IpcDelays[];
  readonly search: readonly IpcDelays[];
}

const delayLimitMs = 50;

/** From samples to the report. */
export function vaultReport(
  { idle, ...busy }: VaultSamples,
  versions: Readonly<Record<string, string>>,
): BenchReport {
  const measured = Object.entries(busy);
  const compare = (
    what: string,
    delays: readonly IpcDelays[],
    read: (one: IpcDelays) => readonly number[],
  ) => row(what, 'ms', delays.flatMap(read), { idle: idle.flatMap(read) });
  return {
    name: 'vault',
    versions,
    machine: machineInfo(),
    rows: measured.flatMap(([work, delays]) => [
      compare(`IPC delay during ${work}`, delays, ({ answered }) => answered),
      compare(`delay of the shell's own thread during ${work}`, delays, ({ late }) => late),
    ]),
    goals: measured.map(([work, delays]) => {
      const answered = delays.flatMap((one) => one.answered);
      return atMost(`IPC delay p99 during ${work}, ms`, quantile(answered, 0.99), delayLimitMs);
    }),
  };
}
