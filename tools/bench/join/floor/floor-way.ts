import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { startChild } from '../../child-service.ts';
import {
  installFrameProbe,
  whenButtonWorks,
  whenFirstFrame,
  whenNavigated,
  whenPressed,
} from '../../../demo/frame-probe.ts';
import { installStepProbe, readSteps } from '../step-probe.ts';
import type { WayToJoin } from '../way-to-join.ts';

const serverModule = fileURLToPath(new URL('floor-server.ts', import.meta.url));

/** The floor as a way to join: its server, and a page of `residents` that plays the other side. */
export async function startFloor(residents: Browser, withSteps = false): Promise<WayToJoin> {
  const server = startChild(serverModule, process.env);
  const origin = await server.call('origin', null, z.url());
  return {
    serverPid: server.pid,
    arrive: async (page) => {
      const previewMs = await measurePreview(page, origin);
      const room = await residents.newContext();
      if (withSteps) await installStepProbe(room);
      const resident = await room.newPage();
      await resident.goto(`${origin}/?resident`, { waitUntil: 'commit' });
      await whenButtonWorks(resident, 'Join');
      await page.goto(origin, { waitUntil: 'commit' });
      const buttonAtMs = await whenButtonWorks(page, 'Join');
      const navigatedAtMs = await whenNavigated(page);
      return {
        navigatedAtMs,
        readyMs: { button: buttonAtMs - navigatedAtMs, preview: previewMs },
        letIn: async () => {
          await page.getByRole('button', { name: 'Join' }).click();
          return whenPressed(page);
        },
        otherSteps: async () => readSteps(resident),
        leave: async () => {
          await room.close();
          await server.call('clear', null, z.null());
        },
      };
    },
    stop: async () => server.stop(),
  };
}

/** A visit of its own, with cold caches, to the page that shows one's own picture at once as a device check does. */
async function measurePreview(guest: Page, origin: string): Promise<number> {
  const fresh = await guest.context().browser()?.newContext();
  if (!fresh) throw new Error('the guest has no browser of its own');
  try {
    await installFrameProbe(fresh);
    const page = await fresh.newPage();
    await page.goto(`${origin}/?preview`, { waitUntil: 'commit' });
    return (await whenFirstFrame(page, 'own')) - (await whenNavigated(page));
  } finally {
    await fresh.close();
  }
}
