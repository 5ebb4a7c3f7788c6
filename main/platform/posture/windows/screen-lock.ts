import { lockReading } from '../../../../src/domain/posture/lock-delay.ts';
import { postureUnknown, type PostureReading } from '../../../../src/domain/posture/reading.ts';
import { readRegistryOutput, registryNumber } from './registry-output.ts';

/**
 * `desktop`: `reg query` of the person's `Control Panel\Desktop`. `policies`: of the machine's `Policies\System`, where
 * an organisation says after how many seconds a computer locks; empty where there is none.
 */
export function readWindowsScreenLock(desktop: string, policies: string): PostureReading {
  const limit = registryNumber(readRegistryOutput(policies).get('inactivitytimeoutsecs'));
  const own = readRegistryOutput(desktop);
  if (own.size === 0 && limit === null) return postureUnknown;
  const isOwnLock = own.get('screensaveactive') === '1' && own.get('screensaverissecure') === '1';
  const ownSeconds = isOwnLock ? registryNumber(own.get('screensavetimeout')) : null;
  const delays = [limit, ownSeconds].filter((seconds) => seconds !== null && seconds > 0);
  return lockReading(delays.length === 0 ? null : Math.min(...delays.map(Number)));
}
