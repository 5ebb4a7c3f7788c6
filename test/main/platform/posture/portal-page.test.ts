import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPortalPage } from '../../../../main/platform/posture/portal-page.ts';

const never = new AbortController().signal;

/** Somebody who answers for every server on this port, over real HTTP. */
async function answering(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked, portal: createPortalPage((server.address() as AddressInfo).port) };
}

describe('the question for a page that wants people to sign in', () => {
  it('finds one that sends everybody to itself, and follows it nowhere', async () => {
    const { asked, portal } = await answering((_request, response) => {
      response.writeHead(302, { location: 'http://portal.example/sign-in' }).end();
    });
    expect(await portal.isThere('https://127.0.0.1', never)).toBe(true);
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /health']);
  });

  it('says nothing about who asks', async () => {
    const { asked, portal } = await answering((_request, response) => response.end('{"ok":true}'));
    expect(await portal.isThere('https://127.0.0.1', never)).toBe(false);
    expect(Object.keys(asked[0]?.headers ?? {})).toEqual(['host', 'connection']);
  });

  it('reads a little of an endless page, and hangs up', async () => {
    const { asked, portal } = await answering((_request, response) => {
      const fill = (): void => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      };
      response.on('drain', fill);
      fill();
    });
    expect(await portal.isThere('https://127.0.0.1', never)).toBe(true);
    await expect.poll(() => asked[0]?.socket.destroyed).toBe(true);
  });

  it('finds nothing where nobody answers, or what comes is no HTTP', async () => {
    expect(await createPortalPage(1).isThere('https://127.0.0.1', never)).toBe(false);
    const { portal } = await answering((request) => request.socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    expect(await portal.isThere('https://127.0.0.1', never)).toBe(false);
  });

  it.each([
    [
      'after its first line',
      'HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\nContent-Length: 9\r\n\r\n',
      true,
    ],
    ['in its middle', 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<p>Sign in', true],
    [
      'before its last piece',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n',
      true,
    ],
    ['with nothing in it', 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n', false],
    [
      'for another protocol',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
      false,
    ],
  ])('comes to an end with an answer that is cut off %s', async (_where, text, isFound) => {
    const { portal } = await answering(({ socket }) => socket.end(text));
    expect(await portal.isThere('https://127.0.0.1', never)).toBe(isFound);
  });

  it('ends when it is told to', async () => {
    const ending = new AbortController();
    const { asked, portal } = await answering(() => {
      ending.abort();
    });
    expect(await portal.isThere('https://127.0.0.1', ending.signal)).toBe(false);
    await expect.poll(() => asked[0]?.socket.destroyed).toBe(true);
  });

  it.each(['http://127.0.0.1', 'https://127.0.0.1:8443', 'no address'])(
    'does not ask for %s, of which nothing would follow',
    async (origin) => {
      const { asked, portal } = await answering((_request, response) => response.end('x'));
      expect(await portal.isThere(origin, never)).toBe(false);
      expect(asked).toEqual([]);
    },
  );
});
