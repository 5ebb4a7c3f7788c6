import { chromium, type Browser } from 'playwright-core';
import { z } from 'zod';

/** A browser with the process that all of its others descend from. */
export interface BenchBrowser {
  readonly browser: Browser;
  readonly pid: number;
}

/** The same for every browser that takes part. The fake camera makes 20 frames a second unless told otherwise. */
export const benchFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream=fps=30',
  '--use-fake-ui-for-media-stream',
];

const processInfo = z.object({
  processInfo: z.array(z.object({ type: z.string(), id: z.int() })),
});

/** Starts a browser of its own, with nothing in its caches. */
export async function launchBenchBrowser(executablePath: string): Promise<BenchBrowser> {
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    // Chromium refuses to run its sandbox as root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: benchFlags,
  });
  const session = await browser.newBrowserCDPSession();
  const processes = processInfo.parse(await session.send('SystemInfo.getProcessInfo'));
  await session.detach();
  const main = processes.processInfo.find(({ type }) => type === 'browser');
  if (!main) throw new Error('the browser does not name its own process');
  return { browser, pid: main.id };
}
