import { anyDayMs, updatesReading } from '../../../../src/domain/posture/freshness.ts';
import type { PostureReading } from '../../../../src/domain/posture/reading.ts';

/** `softwareupdate --history`: each line ends with a date and a time, in the form of the person's language. */
export function readUpdateHistory(output: string, nowMs: number): PostureReading {
  const dates = output
    .split(/\r?\n/)
    .map((line) => /\s(\d{1,4}[./-]\d{1,2}[./-]\d{1,4})\b\D+\d{1,2}:\d{2}/.exec(line)?.[1])
    .map((written) => (written === undefined ? null : anyDayMs(written, nowMs)))
    .filter((dateMs) => dateMs !== null);
  return updatesReading(dates, nowMs);
}
