import { anyDayMs, updatesReading } from '../../../../src/domain/posture/freshness.ts';
import type { PostureReading } from '../../../../src/domain/posture/reading.ts';

/**
 * Lines as WMI has them: `HotFixID=KB…` and `InstalledOn=…` after it, or a row of a table that holds both. Dates are
 * month first wherever Windows keeps to WMI's own form, and day first on some: see `anyDayMs`.
 */
export function readInstalledUpdates(output: string, nowMs: number): PostureReading {
  const dates: number[] = [];
  for (const line of output.split(/\r?\n/)) {
    const written =
      /^\s*InstalledOn=(\S+)/.exec(line)?.[1] ??
      /\bKB\d{6,8}\b.*?\s(\d[\d./-]{7,9})(?:\s|$)/.exec(line)?.[1];
    const dateMs = written === undefined ? null : anyDayMs(written, nowMs);
    if (dateMs !== null) dates.push(dateMs);
  }
  return updatesReading(dates, nowMs);
}
