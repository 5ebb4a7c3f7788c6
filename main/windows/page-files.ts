import { readFile, realpath } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** A file of the page, ready to be answered with. */
export interface PageFile {
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the build may put into a page's folder. A file of any other kind is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Names as our build makes them. No dot at a start, no encoded byte, no backslash: so no way up and no second reading. */
const plainPath = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/u;

/**
 * Reads a file of the page below `root`. `path` is the path of an address as it came, not decoded; `/` is the page
 * itself. Links are not followed, wherever in the path they are.
 * @returns null for everything that is not a plain file of a known kind inside `root`.
 */
export async function readPageFile(root: string, path: string): Promise<PageFile | null> {
  const wanted = path === '/' ? '/index.html' : path;
  const contentType = contentTypes[extname(wanted)];
  if (!plainPath.test(wanted) || contentType === undefined) return null;
  try {
    const file = join(await realpath(root), wanted);
    if ((await realpath(file)) !== file) return null;
    return { contentType, bytes: new Uint8Array(await readFile(file)) };
  } catch {
    return null;
  }
}
