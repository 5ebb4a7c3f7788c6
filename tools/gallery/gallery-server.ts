import { createServer } from 'node:http';
import { contentSecurityPolicy } from '../../main/windows/response-headers.ts';
import { readPageFile } from '../../main/windows/page-files.ts';

/** The built gallery at an address on loopback. */
export interface GalleryServer {
  readonly origin: string;
  close(): void;
}

/**
 * Serves the gallery with the therapist's own content security policy, so that whatever that policy refuses
 * shows up here first.
 */
export async function serveGallery(folder: string): Promise<GalleryServer> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://gallery.invalid');
    void readPageFile(folder, pathname).then((file) => {
      if (!file) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, {
        'content-security-policy': contentSecurityPolicy(null),
        'content-type': file.contentType,
      });
      response.end(file.bytes);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    origin: `http://127.0.0.1:${String(address.port)}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
