import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../src/base/invariant.ts';
import { createPassphraseKdf } from '../platform/passphrase-kdf.ts';
import { surviveFailures } from '../platform/process-failures.ts';
import { systemClock } from '../platform/system-clock.ts';
import { createPortalPage } from '../platform/posture/portal-page.ts';
import { serverKeys } from '../platform/posture/server-keys.ts';
import { createSystemPosture } from '../platform/posture/system-posture.ts';
import { createSystemKeychain } from '../platform/system-keychain.ts';
import { systemRandom } from '../platform/system-random.ts';
import { logTo, serveMainSide } from './serve-main-side.ts';
import type { ThreadStart } from './thread-wire.ts';

// The therapist's main side over the real machine, as a thread of whichever shell runs it.

invariant(parentPort, 'this runs as a thread');
const log = logTo(parentPort);
// Another thread takes its place, and opens the vault anew.
surviveFailures(process, { log, clock: systemClock, giveUp: () => process.exit(70) });
const start = workerData as ThreadStart;
serveMainSide(parentPort, start, {
  keychain: createSystemKeychain({ clock: systemClock, log }),
  kdf: createPassphraseKdf(),
  clock: systemClock,
  random: systemRandom,
  computer: {
    posture: createSystemPosture({
      platform: process.platform,
      environment: process.env,
      dataFolder: start.dataFolder,
      clock: systemClock,
    }),
    serverKeys,
    portal: createPortalPage(),
  },
  log,
});
