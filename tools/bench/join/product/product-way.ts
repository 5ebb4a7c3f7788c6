import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { guest } from '../../../../renderer/i18n/en-gb/guest.ts';
import { ensureBuilt } from '../../../build/ensure-built.ts';
import { startSecretService } from '../../../setup/secret-service/private-secret-service.ts';
import { benchFlags } from '../../bench-browser.ts';
import { CleanUp } from '../../clean-up.ts';
import { startChild } from '../../child-service.ts';
import { whenButtonWorks, whenFirstFrame, whenNavigated } from '../../../demo/frame-probe.ts';
import type { WayToJoin } from '../way-to-join.ts';

const serverModule = fileURLToPath(new URL('product-server.ts', import.meta.url));
const therapistModule = fileURLToPath(new URL('therapist-process.ts', import.meta.url));

const presetServer = z.strictObject({ origin: z.url(), enrolmentCode: z.string() });
const restarted = z.strictObject({ unlockedAtMs: z.number(), firstFrameAtMs: z.number() });
const stepList = z.array(z.strictObject({ what: z.string(), atMs: z.number() }));

/** The product as a way to join, and what can happen to a call of it. */
export interface ProductWay extends WayToJoin {
  /** Pictures that came into the therapist's app so far (`../../recovery/incoming-pictures.ts`). */
  incomingPictures(): Promise<readonly string[]>;
  whenAnotherPicture(known: readonly string[]): Promise<number>;
  /** Starts the therapist's app again in the middle of a session; resolves when it shows the guest. */
  restartTherapist(): Promise<z.output<typeof restarted>>;
}

/**
 * The product as a way to join: its server, the therapist's app in the preview host, a guest by the invite link. The
 * therapist's browser gets the flags of the guests'.
 */
export async function startProduct(options: {
  chromium: string;
  withSteps: boolean;
}): Promise<ProductWay> {
  await ensureBuilt(['therapist', 'guest']);
  const cleanUp = new CleanUp();
  try {
    return await startParts(options, cleanUp);
  } catch (error) {
    await cleanUp.run();
    throw error;
  }
}

async function startParts(
  options: { chromium: string; withSteps: boolean },
  cleanUp: CleanUp,
): Promise<ProductWay> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'quietroom-bench-'));
  cleanUp.add(() => rm(dataFolder, { recursive: true }));
  const secrets = await startSecretService();
  cleanUp.add(() => secrets.close());
  const server = startChild(serverModule, process.env);
  cleanUp.add(() => server.stop());
  const therapist = startChild(therapistModule, { ...process.env, ...secrets.env });
  cleanUp.add(() => therapist.stop());
  const presets = await server.call('preset', null, presetServer);
  const settings = { ...options, extraArgs: benchFlags, dataFolder, presetServer: presets };
  await therapist.call('start', settings, z.null());
  cleanUp.add(() => therapist.call('close', null, z.null()));
  return {
    serverPid: server.pid,
    arrive: async (page) => {
      const link = await therapist.call('startSession', null, z.url());
      const usableAtMs = await passDeviceCheck(page, link);
      const navigatedAtMs = await whenNavigated(page);
      await therapist.call('waitForGuest', null, z.null());
      return {
        navigatedAtMs,
        readyMs: { deviceCheck: usableAtMs - navigatedAtMs },
        letIn: async () => therapist.call('admit', null, z.number()),
        otherSteps: async () => therapist.call('steps', null, stepList),
        leave: async () => {
          await therapist.call('endSession', null, z.null());
        },
      };
    },
    incomingPictures: async () => therapist.call('incomingPictures', null, z.array(z.string())),
    whenAnotherPicture: async (known) => therapist.call('whenAnotherPicture', known, z.number()),
    restartTherapist: async () => therapist.call('restart', null, restarted),
    stop: async () => cleanUp.run(),
  };
}

/** @returns when the guest saw the own picture and could press the button, in milliseconds since 1970 */
async function passDeviceCheck(page: Page, link: string): Promise<number> {
  await page.goto(link, { waitUntil: 'commit' });
  const usableAtMs = Math.max(
    await whenButtonWorks(page, guest.check.next),
    await whenFirstFrame(page, 'own'),
  );
  await page.getByRole('button', { name: guest.check.next, exact: true }).click();
  await page.getByRole('heading', { name: guest.waiting.title }).waitFor();
  return usableAtMs;
}
