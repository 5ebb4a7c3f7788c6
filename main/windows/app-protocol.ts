import { protocol, type Session } from 'electron';
import type { Log } from '../../src/base/ports.ts';
import { originOf, pageOrigin, pageScheme } from './page-address.ts';
import { readPageFile } from './page-files.ts';
import { pageHeaders } from './response-headers.ts';

/** Makes the scheme a full citizen: an origin of its own, a secure context, `fetch`. Only before Electron is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export interface ServePagesOptions {
  /** Folder of the built page. */
  readonly root: string;
  /** The server that the page's policy names, asked for each answer. */
  readonly serverOrigin: () => string | null;
  /** The page's document is about to be answered. */
  readonly onDocument: () => void;
  readonly log: Log;
}

/** Serves the files below `root` as `app://quietroom/…`, each with the page's headers. */
export function servePages(
  session: Session,
  { root, serverOrigin, onDocument, log }: ServePagesOptions,
): void {
  session.protocol.handle(pageScheme, async (request) => {
    const path = request.method === 'GET' ? pathOf(request.url) : null;
    if (path === '/') onDocument();
    const headers = pageHeaders(serverOrigin());
    const file = path === null ? null : await readPageFile(root, path);
    if (!file) {
      log.warn('page-file-refused');
      return new Response(null, { status: 404, headers });
    }
    return new Response(file.bytes, {
      headers: { ...headers, 'content-type': file.contentType },
    });
  });
}

function pathOf(address: string): string | null {
  return originOf(address) === pageOrigin ? new URL(address).pathname : null;
}
