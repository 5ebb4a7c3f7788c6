import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../src/base/invariant.ts';
import { createPassphraseKdf } from '../platform/passphrase-kdf.ts';
import { surviveFailures } from '../platform/process-failures.ts';
import { systemClock } from '../platform/system-clock.ts';
import { createSystemKeychain } from '../platform/system-keychain.ts';
import { systemRandom } from '../platform/system-random.ts';
import { logTo, serveMainSide } from './serve-main-side.ts';
import type { ThreadStart } from './thread-wire.ts';

// The therapist's main side over the real machine, as a thread of whichever shell runs it.

invariant(parentPort, 'this runs as a thread');
const log = logTo(parentPort);
surviveFailures(process, log);
serveMainSide(parentPort, workerData as ThreadStart, {
  keychain: createSystemKeychain({ clock: systemClock, log }),
  kdf: createPassphraseKdf(),
  clock: systemClock,
  random: systemRandom,
  log,
});
