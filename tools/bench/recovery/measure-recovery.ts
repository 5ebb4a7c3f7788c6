import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchBrowser } from '../bench-browser.ts';
import { installFrameProbe, whenFirstFrame, whenNavigated } from '../../demo/frame-probe.ts';
import type { ProductWay } from '../join/product/product-way.ts';
import { incomingPictures, whenAnotherPicture } from './incoming-pictures.ts';

/**
 * When each side saw the other again, in milliseconds from when the guest’s page began to load again, or the therapist pressed
 * Unlock: whoever starts the app again types nothing else.
 */
export interface Recovery {
  readonly backMs: number;
  readonly otherMs: number;
}

/** What one call showed. */
export interface RecoverySample {
  readonly guestReload: Recovery;
  readonly therapistRestart: Recovery;
}

/** A call is left alone for so long before something happens to it. */
const settleMs = 3_000;

/** Lets a guest in, loads its page again, starts the therapist's app again, and ends the call. */
export async function measureRecovery(
  way: ProductWay,
  guests: BenchBrowser,
): Promise<RecoverySample> {
  const context = await guests.browser.newContext();
  try {
    await installFrameProbe(context);
    const page = await context.newPage();
    const guest = await way.arrive(page);
    await guest.letIn();
    await whenFirstFrame(page, 'remote');

    await sleep(settleMs);
    const ofGuest = await way.incomingPictures();
    await page.reload({ waitUntil: 'commit' });
    const reloadedAtMs = await whenNavigated(page);
    const guestReload = {
      backMs: (await whenFirstFrame(page, 'remote')) - reloadedAtMs,
      otherMs: (await way.whenAnotherPicture(ofGuest)) - reloadedAtMs,
    };

    await sleep(settleMs);
    const ofTherapist = await incomingPictures(page);
    const { unlockedAtMs, firstFrameAtMs } = await way.restartTherapist();
    const therapistRestart = {
      backMs: firstFrameAtMs - unlockedAtMs,
      otherMs: (await whenAnotherPicture(page, ofTherapist)) - unlockedAtMs,
    };
    await guest.leave();
    return { guestReload, therapistRestart };
  } finally {
    await context.close();
  }
}
