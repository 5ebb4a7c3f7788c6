import { chromium, type BrowserContext, type Page } from 'playwright-core';
import type { HostInfo } from '../../main/ports/host-info.ts';
import { PageServer } from '../../main/windows/page-server.ts';
import type { ShellSide } from '../../main/windows/shell-side.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { exposeBridge, pushToPage } from './page-bridge.ts';
import { previewOrigin } from './preview-address.ts';
import { servePage } from './serve-page.ts';

/** What every preview host is told by whoever launches it. */
export interface PreviewWindowOptions {
  /** Path of a Chromium. */
  readonly chromium: string;
  readonly headless: boolean;
  /** Where files land that the person saves; left out, whoever is asked changes their mind. */
  readonly saveFolder?: string;
  /** More switches for Chromium, such as those of its fake devices. */
  readonly extraArgs?: readonly string[];
  /** The caller closes the host on SIGINT and the like. When left out, Playwright then ends the whole process. */
  readonly callerHandlesSignals?: boolean;
  /** Called before the page loads, for probes that watch it from outside. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
}

/** A preview host that runs. */
export interface PreviewHost {
  readonly page: Page;
  /** Settles when the window was closed, by whomever. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** What the window is put around. */
export interface PreviewContent<Side extends ShellSide> {
  /** Folder of the built page. */
  readonly pageFolder: string;
  readonly createSide: (host: HostInfo) => Side;
}

/** Puts a Chromium around a main side of this process, as the Electron shell puts a window around its own. */
export async function openPreviewWindow<Side extends ShellSide>(
  options: PreviewWindowOptions,
  { pageFolder, createSide }: PreviewContent<Side>,
): Promise<PreviewHost & { readonly side: Side }> {
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
  const side = createSide(previewInfo(browser.version()));
  const context = await browser.newContext({
    viewport: options.headless ? { width: 1280, height: 800 } : null,
    acceptDownloads: false,
  });
  await options.prepare?.(context);
  const page = await openPage(context, side, pageFolder);
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
    await side.close();
  };
  return { page, closed, close, side };
}

/** What keeps a browser from talking to anybody but us. */
const quietArgs = ['--disable-quic', '--disable-background-networking', '--disable-sync'];

function previewInfo(chromiumVersion: string): HostInfo {
  return {
    kind: 'preview',
    rendererOrigin: previewOrigin,
    versions: {
      app: packageJson.version,
      node: process.versions.node,
      chromium: chromiumVersion,
      electron: null,
    },
  };
}

async function openPage(
  context: BrowserContext,
  mainSide: ShellSide,
  pageFolder: string,
): Promise<Page> {
  await context.grantPermissions(
    ['camera', 'microphone', 'clipboard-write', 'local-network-access'],
    { origin: previewOrigin },
  );
  const server = new PageServer(mainSide, () => {
    // A page that is being closed cannot load, and need not.
    void page.reload().catch(() => undefined);
  });
  await servePage(context, {
    root: pageFolder,
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
