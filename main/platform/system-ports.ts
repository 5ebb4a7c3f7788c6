import type { DestinationStream } from 'pino';
import type { Clock, Log, Random } from '../../src/base/ports.ts';
import type { KeychainPort } from '../ports/keychain-port.ts';
import { createMainLog } from './main-log.ts';
import { systemClock } from './system-clock.ts';
import { createSystemKeychain, type KeychainEntries } from './system-keychain.ts';
import { systemRandom } from './system-random.ts';

/** What the main side needs of the machine, for whichever shell runs it. */
export interface SystemPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly keychain: KeychainPort;
}

/**
 * The real ports. The log's lines go to `logDestination`, such as `process.stderr`. `entries`: how the app's entries in
 * the keychain are named; the therapist's app's when left out.
 */
export function createSystemPorts(
  logDestination: DestinationStream,
  entries?: KeychainEntries,
): SystemPorts {
  const log = createMainLog(logDestination);
  const clock = systemClock;
  return {
    clock,
    random: systemRandom,
    log,
    keychain: createSystemKeychain({ clock, log, ...(entries && { entries }) }),
  };
}
