import { lockReading } from '../../../../src/domain/posture/lock-delay.ts';
import { postureUnknown, type PostureReading } from '../../../../src/domain/posture/reading.ts';

/** `sysadminctl -screenLock status`: how long after the screen went dark the password is asked for. */
export function readSysadminctlLock(output: string): PostureReading {
  if (/screenLock is off/i.test(output)) return lockReading(null);
  const delay = /screenLock delay is (immediate|-?\d+)/i.exec(output)?.[1]?.toLowerCase();
  if (delay === undefined) return postureUnknown;
  if (delay === 'immediate') return lockReading(0);
  return lockReading(delay.startsWith('-') ? null : Number(delay));
}
