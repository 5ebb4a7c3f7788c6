import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { startServer, type RunningServer } from '../../server/start-server.ts';
import { CleanUp } from '../bench/clean-up.ts';
import { ensureBuilt, folderOfPart } from '../build/ensure-built.ts';
import { launchPreviewHost, type PreviewHost } from '../preview-host/launch-preview-host.ts';
import { makePlant, plantedDevices, type Plant, type Side } from './tap/plant.ts';
import { ServerTap } from './tap/server-tap.ts';

export interface DemoStageOptions {
  /** Everything that the session writes lies below it. */
  readonly folder: string;
  /** Which build of both pages. */
  readonly pages: 'shipped' | 'clear-media';
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
  readonly guest: Page;
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

const builds = {
  shipped: { therapist: 'therapist', guest: 'guest' },
  'clear-media': { therapist: 'therapist-clear-media', guest: 'guest-clear-media' },
} as const;

async function open(
  { folder, pages, chromium: executablePath, prepare }: DemoStageOptions,
  cleanUp: CleanUp,
): Promise<Omit<DemoStage, 'close'>> {
  const build = builds[pages];
  await ensureBuilt([build.therapist, build.guest]);
  mkdirSync(folder, { recursive: true });
  const plants = { therapist: makePlant('therapist'), guest: makePlant('guest') };
  // Before the server: what started earlier is not heard.
  const tap = new ServerTap();
  cleanUp.add(() => Promise.resolve(tap.close()));
  const enrolmentCode = randomBytes(16).toString('hex');
  const server = await startServer({
    config: {
      browserGuests: true,
      guestFilesFolder: folderOfPart(build.guest),
      enrolmentCodes: [enrolmentCode],
    },
  });
  cleanUp.add(() => server.close());
  const dataFolder = join(folder, 'therapist');
  const host = await launchPreviewHost({
    chromium: executablePath,
    dataFolder,
    page: build.therapist,
    headless: true,
    presetServer: { origin: server.origin, enrolmentCode },
    extraArgs: plantedDevices(plants.therapist, folder, 'therapist'),
    prepare,
  });
  cleanUp.add(() => host.close());
  const guestBrowser = await launchGuestBrowser(
    executablePath,
    plantedDevices(plants.guest, folder, 'guest'),
  );
  cleanUp.add(() => guestBrowser.close());
  const context = await guestBrowser.newContext({ locale: 'en-GB' });
  await prepare(context);
  const guest = await context.newPage();
  return { server, tap, plants, host, guest, guestBrowser, dataFolder };
}

async function launchGuestBrowser(
  executablePath: string,
  devices: readonly string[],
): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    // Chromium refuses to run its sandbox as root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...devices, '--disable-quic', '--disable-background-networking', '--disable-sync'],
  });
}
