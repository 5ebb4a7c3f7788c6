import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { startServer, type RunningServer } from '../../server/start-server.ts';
import { CleanUp } from '../bench/clean-up.ts';
import { ensureBuilt, folderOfPart } from '../build/ensure-built.ts';
import { launchPreviewHost, type PreviewHost } from '../preview-host/launch-preview-host.ts';
import { openAppGuest, openBrowserGuest, type DemoGuest } from './demo-guest.ts';
import { makePlant, plantedDevices, type Plant, type Side } from './tap/plant.ts';
import { ServerTap } from './tap/server-tap.ts';

/**
 * Who takes part: a therapist and a client in the app for clients, or in a browser; or both on pages whose frames pass in
 * clear.
 */
export type StageKind = 'app' | 'browser' | 'clear-media';

export interface DemoStageOptions {
  /** Everything that the session writes lies below it. */
  readonly folder: string;
  readonly kind: StageKind;
  /** Path of a Chromium. */
  readonly chromium: string;
  /** Called before a page loads, for probes that watch it from outside. */
  readonly prepare: (context: BrowserContext) => Promise<void>;
}

/** A tapped server on loopback, and the pages of a therapist and a guest whose cameras and microphones are planted. */
export interface DemoStage {
  readonly server: RunningServer;
  readonly tap: ServerTap;
  readonly plants: Readonly<Record<Side, Plant>>;
  readonly host: PreviewHost;
  readonly guest: DemoGuest;
  readonly guestBrowser: Browser;
  /** The therapist's. */
  readonly dataFolder: string;
  close(): Promise<void>;
}

/** Opens everything that one session needs, and nothing that another one has used. */
export async function openDemoStage(options: DemoStageOptions): Promise<DemoStage> {
  const cleanUp = new CleanUp();
  const close = () => cleanUp.run();
  try {
    return { ...(await open(options, cleanUp)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What runs on each kind of stage. An app needs no page from the server, which then serves none. */
const builds = {
  app: { therapist: 'therapist', guestPage: null },
  browser: { therapist: 'therapist', guestPage: 'guest' },
  'clear-media': { therapist: 'therapist-clear-media', guestPage: 'guest-clear-media' },
} as const;

async function open(
  { folder, kind, chromium, prepare }: DemoStageOptions,
  cleanUp: CleanUp,
): Promise<Omit<DemoStage, 'close'>> {
  const { therapist, guestPage } = builds[kind];
  if (guestPage) await ensureBuilt([guestPage]);
  mkdirSync(folder, { recursive: true });
  const plants = { therapist: makePlant('therapist'), guest: makePlant('guest') };
  // Before the server: what started earlier is not heard.
  const tap = new ServerTap();
  cleanUp.add(() => Promise.resolve(tap.close()));
  const enrolmentCode = randomBytes(16).toString('hex');
  const server = await startServer({
    config: {
      enrolmentCodes: [enrolmentCode],
      ...(guestPage && { browserGuests: true, guestFilesFolder: folderOfPart(guestPage) }),
    },
  });
  cleanUp.add(() => server.close());
  const dataFolder = join(folder, 'therapist');
  const host = await launchPreviewHost({
    chromium,
    dataFolder,
    page: therapist,
    headless: true,
    presetServer: { origin: server.origin, enrolmentCode },
    extraArgs: plantedDevices(plants.therapist, folder, 'therapist'),
    prepare,
  });
  cleanUp.add(() => host.close());
  const openGuest = guestPage ? openBrowserGuest : openAppGuest;
  const devices = plantedDevices(plants.guest, folder, 'guest');
  const guest = await openGuest({ chromium, devices, prepare });
  cleanUp.add(() => guest.close());
  const guestBrowser = guest.page.context().browser();
  if (!guestBrowser) throw new Error('the guest has no browser');
  return { server, tap, plants, host, guest, guestBrowser, dataFolder };
}
