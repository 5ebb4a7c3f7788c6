import { dayMs } from '../../../../src/domain/posture/freshness.ts';
import {
  postureAdvice,
  postureOk,
  postureUnknown,
  type PostureReading,
} from '../../../../src/domain/posture/reading.ts';

/** `/etc/os-release`: some systems say there when their support ends; of the others nothing is known. */
export function readSupportEnd(file: string, nowMs: number): PostureReading {
  const end = /^SUPPORT_END="?(\d{4})-(\d{2})-(\d{2})"?\s*$/m.exec(file);
  const endMs = end ? dayMs(Number(end[1]), Number(end[2]), Number(end[3])) : null;
  if (endMs === null) return postureUnknown;
  return nowMs > endMs ? postureAdvice('no-more-updates') : postureOk;
}
