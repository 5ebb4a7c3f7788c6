import { lockReading } from '../../../../src/domain/posture/lock-delay.ts';
import { postureUnknown, type PostureReading } from '../../../../src/domain/posture/reading.ts';

/**
 * `lock`: `gsettings get org.gnome.desktop.screensaver lock-enabled`. `idle`: of `org.gnome.desktop.session idle-delay`,
 * seconds, 0 for never. A desktop without these settings says something else.
 */
export function readGnomeLock(lock: string, idle: string): PostureReading {
  const isLocking = /^(true|false)$/.exec(lock.trim())?.[1];
  if (isLocking === undefined) return postureUnknown;
  if (isLocking === 'false') return lockReading(null);
  const seconds = /^uint32 (\d+)$/.exec(idle.trim())?.[1];
  if (seconds === undefined) return postureUnknown;
  return lockReading(Number(seconds) === 0 ? null : Number(seconds));
}
