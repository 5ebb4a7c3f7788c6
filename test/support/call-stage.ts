import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { build } from 'vite';
import { startServer, type RunningServer } from '../../server/start-server.ts';
import type { ServerConfigInput } from '../../server/config/server-config.ts';
import { installPeerProbe, readReception, type Reception } from '../../tools/demo/peer-probe.ts';
import type { CallView } from '../integration/media/fixtures/call-page.ts';
import { recordingLog } from './recording-log.ts';
import { TestMainSide } from './test-main-side.ts';

const enrolmentCode = 'call-stage-code';
const fixtures = join(import.meta.dirname, '../integration/media/fixtures');

/** Why the real parts that a call needs are not here, or null when they are. */
export function missingCallParts(): string | null {
  if (!process.env['MEDIASOUP_WORKER_BIN']) return 'no MEDIASOUP_WORKER_BIN';
  if (!existsSync(process.env['QUIETROOM_CHROMIUM'] ?? '')) return 'no QUIETROOM_CHROMIUM';
  return null;
}

/** A real server, a real Chromium, and the models of both pages in it. */
export class CallStage {
  readonly browser: Browser;
  readonly #folder: string;
  readonly #port: number;
  server: RunningServer;
  mainSide: TestMainSide;

  private constructor(browser: Browser, folder: string, server: RunningServer) {
    this.browser = browser;
    this.#folder = folder;
    this.server = server;
    this.#port = Number(new URL(server.origin).port);
    this.mainSide = new TestMainSide(server.origin);
  }

  static async open(): Promise<CallStage> {
    const folder = mkdtempSync(join(tmpdir(), 'quietroom-call-'));
    await build({
      configFile: false,
      root: fixtures,
      base: '/',
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true, target: 'chrome130', minify: false },
    });
    const browser = await chromium.launch({
      executablePath: process.env['QUIETROOM_CHROMIUM'] ?? '',
      chromiumSandbox: process.getuid?.() !== 0,
      args: [
        '--disable-quic',
        '--disable-background-networking',
        '--disable-sync',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
      ],
    });
    const stage = new CallStage(browser, folder, await serve(folder, 0));
    await stage.mainSide.enrol(enrolmentCode);
    return stage;
  }

  /** Ends the server as a crash would for its clients, and starts another one on its port that knows nobody. */
  async restartServer(): Promise<void> {
    await this.server.close();
    this.server = await serve(this.#folder, this.#port);
    await this.mainSide.enrol(enrolmentCode);
  }

  /** The therapist's page, in a browser context of its own. */
  async openHost(): Promise<Page> {
    const context = await this.#context();
    await context.exposeBinding('testMainSide', (_source, request: unknown) =>
      this.mainSide.handle(request),
    );
    await context.addInitScript(() => {
      const call = Reflect.get(window, 'testMainSide') as (request: unknown) => Promise<unknown>;
      const calls = new Proxy({}, { get: () => call });
      const pushes = new Proxy({}, { get: () => () => () => undefined });
      Reflect.set(window, 'quietroom', { calls, pushes });
    });
    const page = await context.newPage();
    // Any address of the page will do: the host has no link.
    await page.goto(`${this.server.origin}/j/${'A'.repeat(22)}`);
    return page;
  }

  /** A guest's page at the door of its link, in a browser context of its own. */
  async openGuest(link: string): Promise<Page> {
    const context = await this.#context();
    const page = await context.newPage();
    await page.goto(link);
    return page;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #context(): Promise<BrowserContext> {
    const context = await this.browser.newContext();
    await context.grantPermissions(['camera', 'microphone']);
    await installPeerProbe(context);
    return context;
  }
}

async function serve(guestFilesFolder: string, port: number): Promise<RunningServer> {
  const config: ServerConfigInput = {
    listen: { port },
    browserGuests: true,
    guestFilesFolder,
    enrolmentCodes: [enrolmentCode],
    workers: 1,
  };
  return startServer({ config, log: recordingLog() });
}

/** Starts a session at the host and resolves with its link. */
export async function startSession(host: Page, stage: CallStage): Promise<string> {
  const { clientId } = stage.mainSide;
  await host.waitForFunction(() => window.callPage?.host?.session.state.get().phase === 'idle');
  await host.evaluate((id) => window.callPage?.host?.session.start(id), clientId);
  return linkOf(host);
}

/** The link that the host's page shows, once it does. */
export async function linkOf(host: Page): Promise<string> {
  const link = await host.waitForFunction(() => {
    const state = window.callPage?.host?.session.state.get();
    if (state?.phase === 'failed') throw new Error(`session failed: ${state.code}`);
    return state?.phase === 'open' && state.invite.phase === 'ready' && state.invite.link;
  });
  const text = await link.jsonValue();
  if (!text) throw new Error('no link');
  return text;
}

/** Goes from the device check into the waiting room. */
export async function knock(guest: Page): Promise<void> {
  await guest.waitForFunction(() => {
    const devices = window.callPage?.guest?.devices.state.get();
    return devices?.phase === 'open' && devices.camera.phase === 'on';
  });
  await guest.evaluate(() => window.callPage?.guest?.guest.join());
  await guest.waitForFunction(() => window.callPage?.guest?.guest.state.get().phase === 'waiting');
}

/** Lets the first waiting guest in. @returns when, in milliseconds since 1970 */
export async function admit(host: Page): Promise<number> {
  await host.waitForFunction(() => {
    const state = window.callPage?.host?.session.state.get();
    return state?.phase === 'open' && state.waiting.length > 0;
  });
  return host.evaluate(() => {
    const session = window.callPage?.host?.session;
    const state = session?.state.get();
    const [first] = state?.phase === 'open' ? state.waiting : [];
    if (first) session?.admit(first.seatId);
    return performance.timeOrigin + performance.now();
  });
}

export async function guestPhase(guest: Page): Promise<string> {
  return guest.evaluate(() => window.callPage?.guest?.guest.state.get().phase ?? '');
}

export async function callView(page: Page): Promise<CallView> {
  return page.evaluate(() => {
    if (!window.callPage) throw new Error('no page');
    return window.callPage.view();
  });
}

/** Waits until the call looks so. */
export async function untilCall(
  page: Page,
  wanted: { connection?: string; people?: readonly string[] },
): Promise<void> {
  try {
    await page.waitForFunction(
      ({ connection, people }) => {
        const view = window.callPage?.view();
        return (
          view !== undefined &&
          (connection === undefined || view.connection === connection) &&
          (people === undefined ||
            JSON.stringify(view.people.map(({ media }) => media)) === JSON.stringify(people))
        );
      },
      { connection: wanted.connection, people: wanted.people },
      { timeout: 30_000 },
    );
  } catch (cause) {
    throw new Error(`the call is ${JSON.stringify(await callView(page))}`, { cause });
  }
}

/** When the page presented its first frame of somebody else. */
export async function firstRemoteFrameAtMs(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => window.callPage?.firstFrameAtMs);
  return (await handle.jsonValue()) ?? 0;
}

/** What the page receives over a while. */
export async function receives(page: Page, overMs: number): Promise<Reception> {
  const before = await readReception(page);
  await page.waitForTimeout(overMs);
  const after = await readReception(page);
  return {
    framesDecoded: after.framesDecoded - before.framesDecoded,
    audioEnergy: after.audioEnergy - before.audioEnergy,
    packetsLost: after.packetsLost - before.packetsLost,
  };
}
