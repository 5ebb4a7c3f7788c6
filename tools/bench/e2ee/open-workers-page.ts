import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { readPageFile } from '../../../main/windows/page-files.ts';
import { pageBuild } from '../../../vite/renderer.ts';

/** A page with everything that is measured in workers. */
export interface WorkersPage {
  readonly page: Page;
  close(): Promise<void>;
}

/** Lets a page's clock tell 5 µs apart instead of 100 (cross-origin isolation). */
const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** Builds the page as the product's pages are built, with their workers, and opens it. */
export async function openWorkersPage(browser: Browser): Promise<WorkersPage> {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-e2ee-'));
  await build({ ...pageBuild(join(import.meta.dirname, 'workers'), folder), logLevel: 'error' });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://workers.invalid');
    void readPageFile(folder, pathname).then((file) => {
      if (!file) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { ...isolation, 'content-type': file.contentType });
      response.end(file.bytes);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${String(address.port)}/`);
  return {
    page,
    close: async () => {
      await page.close();
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
