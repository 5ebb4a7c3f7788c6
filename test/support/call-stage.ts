import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { build } from 'vite';
import type { RoomInspection } from '../../server/room/room-inspection.ts';
import { ipc } from '../../src/contract/ipc.ts';
import { installPeerProbe, readReception, type Reception } from '../../tools/demo/peer-probe.ts';
import type { CallView } from '../integration/media/fixtures/call-page.ts';
import { serverInside, type StageServer, type StartStageServer } from './stage-server.ts';
import { TestMainSide } from './test-main-side.ts';

const enrolmentCodes = ['call-stage-code'];
const fixtures = join(import.meta.dirname, '../integration/media/fixtures');

/** Why the media worker is not here, or null when it is. */
export function missingWorker(): string | null {
  return process.env['MEDIASOUP_WORKER_BIN'] ? null : 'no MEDIASOUP_WORKER_BIN';
}

/** Why the real parts that a call needs are not here, or null when they are. */
export function missingCallParts(): string | null {
  const worker = missingWorker();
  if (worker) return worker;
  if (!existsSync(process.env['QUIETROOM_CHROMIUM'] ?? '')) return 'no QUIETROOM_CHROMIUM';
  return null;
}

/** A real server, a real Chromium, and the models of both pages in it. */
export class CallStage {
  readonly browser: Browser;
  readonly mainSide: TestMainSide;
  readonly #folder: string;
  readonly #server: StageServer;

  private constructor(browser: Browser, folder: string, server: StageServer) {
    this.browser = browser;
    this.#folder = folder;
    this.#server = server;
    this.mainSide = new TestMainSide(server.origin);
  }

  /** `switches`: more of them for the browser. */
  static async open(
    startServer: StartStageServer = serverInside,
    switches: readonly string[] = [],
  ): Promise<CallStage> {
    const folder = mkdtempSync(join(tmpdir(), 'quietroom-call-'));
    const guestFilesFolder = join(folder, 'guest');
    await build({
      configFile: false,
      root: fixtures,
      base: '/',
      logLevel: 'error',
      build: { outDir: guestFilesFolder, target: 'chrome130', minify: false },
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
        ...switches,
      ],
    });
    const config = {
      browserGuests: true,
      guestFilesFolder,
      enrolmentCodes,
      workers: 1,
      // Long enough for a reload, short enough for the next test.
      limits: { hostGraceMs: 3000, guestGraceMs: 3000 },
    };
    const stage = new CallStage(browser, folder, await startServer(folder, config));
    await stage.mainSide.enrol(enrolmentCodes[0] ?? '');
    return stage;
  }

  /** The one media worker. */
  get workerPid(): number {
    return this.#server.workerPid?.() ?? 0;
  }

  /** What the server holds, where it can be asked. */
  get rooms(): readonly RoomInspection[] {
    return this.#server.rooms?.() ?? [];
  }

  /** Kills the server without a word and starts another one in its place, which knows nobody. */
  async crash(): Promise<void> {
    await this.#server.crash?.();
  }

  /** The therapist's page, in a browser context of its own. */
  async openHost(options: { readonly watchFrames?: boolean } = {}): Promise<Page> {
    const context = await this.#context(options);
    await context.exposeBinding('testMainSide', (_source, request: unknown) =>
      this.mainSide.handle(request),
    );
    await context.addInitScript((names) => {
      const call = Reflect.get(window, 'testMainSide') as (request: unknown) => Promise<unknown>;
      const calls = Object.fromEntries(names.map((name) => [name, call]));
      // Nothing is ever pushed here.
      const pushes = Object.fromEntries(names.map((name) => [name, () => () => undefined]));
      Reflect.set(window, 'quietroom', { calls, pushes });
    }, Object.keys(ipc));
    const page = await context.newPage();
    // Any address of the page will do: the host has no link.
    await page.goto(`${this.#server.origin}/j/${'A'.repeat(22)}`);
    return page;
  }

  /**
   * A guest's page at the door of its link, in a browser context of its own. `relays`: the kind of relay that its network
   * lets it reach, where not all.
   */
  async openGuest(
    link: string,
    { relays, ...options }: { readonly watchFrames?: boolean; readonly relays?: 'turns' } = {},
  ): Promise<Page> {
    const context = await this.#context(options);
    if (relays) await context.addInitScript(keepRelays, relays);
    const page = await context.newPage();
    await page.goto(link);
    return page;
  }

  /** Closes every page; their room is over when the server has noticed. */
  async clear(): Promise<void> {
    for (const context of this.browser.contexts()) await context.close();
    this.mainSide.forget();
    for (let attempt = 0; attempt < 100 && this.rooms.length > 0; attempt += 1) {
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** `watchFrames`: frames pass in clear and are written down; both sides of a call, or neither. */
  async #context({ watchFrames = false } = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext();
    if (watchFrames) {
      await context.addInitScript(() => {
        Reflect.set(window, 'watchFrames', true);
      });
    }
    await context.grantPermissions(['camera', 'microphone']);
    await installPeerProbe(context);
    return context;
  }
}

/** In a page: of the relays that a connection is told of, only those of one kind are there. */
function keepRelays(kind: string): void {
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(configuration: RTCConfiguration = {}) {
      super({ ...configuration, iceServers: configuration.iceServers?.map(only) ?? [] });
    }
  };
  function only(server: RTCIceServer): RTCIceServer {
    const urls = [server.urls].flat().filter((url) => url.startsWith(`${kind}:`));
    return { ...server, urls };
  }
}

/** Starts a session at the host and resolves with its link. */
export async function startSession(host: Page, stage: CallStage): Promise<string> {
  const { clientId } = stage.mainSide;
  await host.waitForFunction(() => window.callPage?.host?.session.state.get().phase === 'idle');
  await host.evaluate((id) => window.callPage?.host?.session.start(id), clientId);
  return linkOf(host);
}

/** The link that the host's page shows, once it does. */
async function linkOf(host: Page): Promise<string> {
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
    return state?.phase === 'open' && state.waiting[0]?.knock?.phase === 'opened';
  });
  return host.evaluate(() => {
    const session = window.callPage?.host?.session;
    const state = session?.state.get();
    const [first] = state?.phase === 'open' ? state.waiting : [];
    if (first) session?.admit(first.seatId);
    return performance.timeOrigin + performance.now();
  });
}

/** Waits until the guest's page is there. */
export async function untilGuest(guest: Page, phase: string): Promise<void> {
  try {
    await guest.waitForFunction(
      (wanted) => window.callPage?.guest?.guest.state.get().phase === wanted,
      phase,
    );
  } catch (cause) {
    const state = await guest.evaluate(() => window.callPage?.guest?.guest.state.get());
    throw new Error(`the guest is not ${phase} but ${JSON.stringify(state)}`, { cause });
  }
}

/** Waits until the therapist's session is there. */
export async function untilHost(host: Page, phase: string): Promise<void> {
  await host.waitForFunction(
    (wanted) => window.callPage?.host?.session.state.get().phase === wanted,
    phase,
  );
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

/** Whether each of two pages sees and hears the other, now or soon: a link that was down takes a while to fill. */
export async function flows(...pages: [Page, Page]): Promise<string> {
  for (const page of pages) {
    await untilCall(page, { connection: 'connected', people: ['audio camera'] });
  }
  let seen = '';
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const receptions = await Promise.all(pages.map((page) => receives(page, 1500)));
    if (receptions.every((now) => now.framesDecoded > 10 && now.audioEnergy > 0))
      return 'both ways';
    seen = JSON.stringify(receptions);
  }
  return seen;
}
