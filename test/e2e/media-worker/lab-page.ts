import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { serveGallery } from '../../../tools/gallery/gallery-server.ts';

export interface LabPage {
  readonly page: Page;
  /** What the page's policy refused, and what it threw. */
  readonly errors: readonly string[];
  /** The worker's script as it was built. */
  readonly workerScript: string;
  close(): Promise<void>;
}

/** Builds the lab as the product's pages are built, and opens it under the therapist's own policy. */
export async function openLabPage(
  executablePath: string,
  prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<LabPage> {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-lab-'));
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'fixtures'),
    logLevel: 'warn',
    build: { target: 'chrome130', outDir: folder, emptyOutDir: true, assetsInlineLimit: 0 },
  });
  const server = await serveGallery(folder);
  const browser = await launch(executablePath);
  const errors: string[] = [];
  const page = await browser.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await prepare(page);
  await page.goto(`${server.origin}/`);
  return {
    page,
    errors,
    workerScript: readWorkerScript(folder),
    close: async () => {
      await browser.close();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    // Chromium refuses to run its sandbox as root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
}

function readWorkerScript(folder: string): string {
  const assets = join(folder, 'assets');
  const name = readdirSync(assets).find((file) => file.startsWith('entry-'));
  if (name === undefined) throw new Error('the build has no worker');
  return readFileSync(join(assets, name), 'utf8');
}
