import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { createSystemPorts } from '../../main/platform/system-ports.ts';
import { createMainSide, type MainSide, type PresetServer } from '../../main/main-side.ts';
import { PageServer } from '../../main/windows/page-server.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { ensureBuilt, projectRoot } from '../build/ensure-built.ts';
import { exposeBridge, pushToPage } from './page-bridge.ts';
import { previewOrigin } from './preview-address.ts';
import { servePage } from './serve-page.ts';

export interface PreviewHostOptions {
  /** Path of a Chromium. */
  readonly chromium: string;
  readonly dataFolder: string;
  readonly headless: boolean;
  readonly presetServer: PresetServer | null;
  /** More switches for Chromium, such as those of its fake devices. */
  readonly extraArgs?: readonly string[];
  /** Where the main side's log goes; the error output when left out. */
  readonly logDestination?: { write(line: string): void };
  /** The caller closes the host on SIGINT and the like. When left out, Playwright then ends the whole process. */
  readonly callerHandlesSignals?: boolean;
  /** Called before the page loads, for probes that watch it from outside. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
}

export interface PreviewHost {
  readonly page: Page;
  /** Settles when the window was closed, by whomever. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/**
 * Runs the therapist app without Electron: the same main side in this process, the same page in a real Chromium. For
 * development, the demo and tests only; it has no capture shield, says so in its window, and is never packaged.
 *
 * The vault's key lives in the system's keychain. On Linux that is reached through `DBUS_SESSION_BUS_ADDRESS`, so this
 * process must have been started inside a session with an unlocked Secret Service.
 */
export async function launchPreviewHost(options: PreviewHostOptions): Promise<PreviewHost> {
  await ensureBuilt(['therapist']);
  const browser = await chromium.launch({
    executablePath: options.chromium,
    headless: options.headless,
    // Chromium refuses to run its sandbox as root.
    chromiumSandbox: process.getuid?.() !== 0,
    handleSIGINT: options.callerHandlesSignals !== true,
    handleSIGTERM: options.callerHandlesSignals !== true,
    handleSIGHUP: options.callerHandlesSignals !== true,
    args: [...quietArgs, ...(options.extraArgs ?? [])],
  });
  const mainSide = createPreviewMainSide(options, browser.version());
  const context = await browser.newContext({
    viewport: options.headless ? { width: 1280, height: 800 } : null,
    acceptDownloads: false,
  });
  await options.prepare?.(context);
  const page = await openPage(context, mainSide);
  const closed = new Promise<void>((resolve) => {
    page.once('close', () => {
      resolve();
    });
  });
  const close = async (): Promise<void> => {
    // What a page saves while it really goes reaches Electron's main process, but no debugger (measured); so it is told
    // before. A window closed by hand loses what was typed in the last second: this is not the product.
    await page
      .evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')))
      .catch(() => undefined);
    await browser.close();
    await mainSide.close();
  };
  return { page, closed, close };
}

/** What keeps a browser from talking to anybody but us. */
const quietArgs = ['--disable-quic', '--disable-background-networking', '--disable-sync'];

function createPreviewMainSide(options: PreviewHostOptions, chromiumVersion: string): MainSide {
  return createMainSide({
    host: {
      kind: 'preview',
      rendererOrigin: previewOrigin,
      versions: {
        app: packageJson.version,
        node: process.versions.node,
        chromium: chromiumVersion,
        electron: null,
      },
    },
    dataFolder: options.dataFolder,
    presetServer: options.presetServer,
    ...createSystemPorts(options.logDestination ?? process.stderr),
  });
}

async function openPage(context: BrowserContext, mainSide: MainSide): Promise<Page> {
  await context.grantPermissions(
    ['camera', 'microphone', 'clipboard-write', 'local-network-access'],
    { origin: previewOrigin },
  );
  const server = new PageServer(mainSide, () => {
    // A page that is being closed cannot load, and need not.
    void page.reload().catch(() => undefined);
  });
  await servePage(context, {
    root: join(projectRoot, 'dist/therapist'),
    serverOrigin: () => server.origin,
    onDocument: () => {
      server.pageServed();
    },
  });
  await exposeBridge(context, { table: mainSide.table, handle: server.handle });
  const page = await context.newPage();
  context.on('page', (other) => void other.close().catch(() => undefined));
  mainSide.onPush((channel, data) => void pushToPage(page, channel, data));
  await page.goto(`${previewOrigin}/`);
  return page;
}
