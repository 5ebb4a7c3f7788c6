import { dayMs } from '../../../../src/domain/posture/freshness.ts';
import {
  postureAdvice,
  postureOk,
  postureUnknown,
  type PostureReading,
} from '../../../../src/domain/posture/reading.ts';
import { readRegistryOutput, registryNumber } from './registry-output.ts';

/**
 * The last day with updates for everybody (Home and Pro), by build, as Microsoft's lifecycle pages say. Editions with
 * longer support hear of it as well: they are few, and the advice is to ask.
 */
const lastDays: Readonly<Record<number, readonly [number, number, number]>> = {
  19044: [2023, 6, 13],
  19045: [2025, 10, 14],
  22000: [2023, 10, 10],
  22621: [2024, 10, 8],
  22631: [2025, 11, 11],
  26100: [2026, 10, 13],
  26200: [2027, 10, 12],
};
const oldestKnown = 19044;

/** `output`: `reg query` of `Windows NT\CurrentVersion`. A build that is newer than this table is taken for supported. */
export function readWindowsVersion(output: string, nowMs: number): PostureReading {
  const build = registryNumber(readRegistryOutput(output).get('currentbuildnumber'));
  if (build === null) return postureUnknown;
  if (build < oldestKnown) return postureAdvice('no-more-updates');
  const day = lastDays[build];
  const endMs = day ? dayMs(...day) : null;
  return endMs !== null && nowMs > endMs ? postureAdvice('no-more-updates') : postureOk;
}
