import type { BrowserContext, Route } from 'playwright-core';
import { readPageFile } from '../../main/windows/page-files.ts';
import { pageHeaders, serverSources } from '../../main/windows/response-headers.ts';
import { previewOrigin } from './preview-address.ts';

export interface ServePageOptions {
  /** Folder of the built page. */
  readonly root: string;
  /** The server that the page's policy names, asked for each answer. */
  readonly serverOrigin: () => string | null;
  /** The page's document is about to be answered. */
  readonly onDocument: () => void;
}

/**
 * Answers the page's own address from the built files, with the headers that Electron's scheme gives them; lets
 * requests to the server pass, and nothing else.
 */
export async function servePage(context: BrowserContext, options: ServePageOptions): Promise<void> {
  await context.route('**/*', (route) => answer(route, options));
}

async function answer(route: Route, options: ServePageOptions): Promise<void> {
  const url = new URL(route.request().url());
  if (serverSources(options.serverOrigin()).includes(url.origin)) {
    await route.continue();
  } else if (url.origin === previewOrigin) {
    if (url.pathname === '/') options.onDocument();
    const headers = pageHeaders(options.serverOrigin());
    const file = await readPageFile(options.root, url.pathname);
    await (file
      ? route.fulfill({
          headers: { ...headers, 'content-type': file.contentType },
          body: Buffer.from(file.bytes),
        })
      : route.fulfill({ status: 404, headers }));
  } else {
    await route.abort('blockedbyclient');
  }
}
