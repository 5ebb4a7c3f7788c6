import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningElectronApp } from '../../support/electron-app.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';

describe.skipIf(electron === null)(`the page's policy${electronNote}`, () => {
  const fixture = useElectron();
  let app: RunningElectronApp;
  let elsewhere: Server;
  let asked = 0;
  let elsewhereOrigin: string;

  beforeAll(async () => {
    elsewhere = createServer((_request, response) => {
      asked += 1;
      response.setHeader('access-control-allow-origin', '*').end('x');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const { port } = elsewhere.address() as AddressInfo;
    elsewhereOrigin = `http://127.0.0.1:${String(port)}`;
    app = await fixture().launch();
  });

  afterAll(() => {
    elsewhere.close();
  });

  it('comes with the page', async () => {
    expect(app.page.url()).toBe('app://quietroom/');
    const answered = await app.application.evaluate(async ({ session }) => {
      const response = await session.fromPartition('quietroom').fetch('app://quietroom/');
      return Object.fromEntries(response.headers.entries());
    });
    expect(answered['content-security-policy']).toContain("default-src 'none'");
    expect(answered['content-security-policy']).toContain("require-trusted-types-for 'script'");
    expect(answered['content-security-policy']).toContain("connect-src 'none'");
    expect(answered['permissions-policy']).toContain('display-capture=()');
    expect(answered['x-content-type-options']).toBe('nosniff');
    expect(answered['referrer-policy']).toBe('no-referrer');
  });

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/..%5cpackage.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '//etc/passwd',
    '/main/index.cjs',
    '/../main/index.cjs',
  ])('refuses %s', async (path) => {
    const status = await app.application.evaluate(async ({ session }, asking) => {
      const response = await session.fromPartition('quietroom').fetch(`app://quietroom${asking}`);
      return response.status;
    }, path);
    expect(status).toBe(404);
  });

  it('runs no string as a program', async () => {
    const outcomes = await app.page.evaluate(
      () =>
        // A timer, because what a debugger evaluates may do what the page itself may not.
        new Promise<string[]>((resolve) => {
          setTimeout(() => {
            const attempts = [
              // oxlint-disable-next-line no-eval -- The point of the test.
              () => void eval('1'),
              // oxlint-disable-next-line no-new-func, no-implied-eval -- The point of the test.
              () => void new Function('return 1'),
              () => void (document.body.innerHTML = '<b>x</b>'),
              () => void new Worker('data:text/javascript,1'),
            ];
            resolve(
              attempts.map((attempt) => {
                try {
                  attempt();
                  return 'ran';
                } catch {
                  return 'refused';
                }
              }),
            );
          });
        }),
    );
    expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused']);
  });

  it('lets nothing out', async () => {
    const outcomes = await app.page.evaluate(async (origin) => {
      const settle = (work: Promise<unknown>): Promise<string> =>
        work.then(
          () => 'reached',
          () => 'refused',
        );
      const image = new Image();
      const socket = new WebSocket(origin.replace('http', 'ws'));
      return Promise.all([
        settle(fetch(origin)),
        settle(fetch('file:///etc/passwd')),
        settle(
          new Promise((resolve, reject) => {
            image.onload = resolve;
            image.onerror = reject;
            image.src = `${origin}/x.png`;
          }),
        ),
        settle(
          new Promise((resolve, reject) => {
            socket.onopen = resolve;
            socket.onerror = reject;
          }),
        ),
        Promise.resolve(navigator.sendBeacon(origin, 'x') ? 'queued' : 'refused'),
      ]);
    }, elsewhereOrigin);
    expect(outcomes.slice(0, 4)).toEqual(['refused', 'refused', 'refused', 'refused']);
    expect(asked).toBe(0);
  });

  it('has a second wall behind it, in the session', async () => {
    const outcome = await app.application.evaluate(
      ({ session }, origin) =>
        session
          .fromPartition('quietroom')
          .fetch(origin)
          .then(
            () => 'reached',
            () => 'refused',
          ),
      elsewhereOrigin,
    );
    expect(outcome).toBe('refused');
    expect(asked).toBe(0);
  });
});
