import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ipc, IPC_PROTOCOL } from '../../../src/contract/ipc.ts';
import {
  launchPreviewHost,
  type PreviewHost,
} from '../../../tools/preview-host/launch-preview-host.ts';
import { readChromium } from '../../../tools/setup/found-parts.ts';
import {
  startSecretService,
  type PrivateSecretService,
} from '../../../tools/setup/secret-service/private-secret-service.ts';
import { callBridge, callRaw, dataOf } from '../../support/call-bridge.ts';

describe('the preview host', () => {
  let service: PrivateSecretService;
  let dataFolder: string;
  let host: PreviewHost;
  let server: Server;
  let serverOrigin: string;

  const launch = (): Promise<PreviewHost> =>
    launchPreviewHost({
      chromium: readChromium(),
      dataFolder,
      headless: true,
      presetServer: null,
      extraArgs: ['--use-fake-device-for-media-stream', '--disable-gpu'],
      logDestination: { write: () => undefined },
    });

  beforeAll(async () => {
    service = await startSecretService();
    Object.assign(process.env, service.env);
    dataFolder = mkdtempSync(join(tmpdir(), 'quietroom-preview-'));
    server = createServer();
    new WebSocketServer({ server }).on('connection', (socket) => {
      socket.send('hello');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    serverOrigin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    host = await launch();
  });

  afterAll(async () => {
    await host.close();
    server.close();
    await service.close();
    rmSync(dataFolder, { recursive: true });
  });

  /** Opens a WebSocket from the page itself; what comes first, a message or a refusal. */
  const reach = (address: string): Promise<string> =>
    host.page.evaluate(
      (url) =>
        new Promise<string>((resolve) => {
          const socket = new WebSocket(url);
          socket.addEventListener('message', ({ data }) => {
            resolve(String(data));
          });
          socket.addEventListener('error', () => {
            resolve('refused');
          });
        }),
      address,
    );

  it('says that it is one', async () => {
    expect(dataOf(await callBridge(host.page, 'app.status', {}))).toMatchObject({
      host: 'preview',
      versions: { electron: null },
    });
  });

  it('shows the same page under the same policy as Electron', async () => {
    const response = await host.page.reload();
    const headers = response?.headers() ?? {};
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("connect-src 'none'");
    expect(headers['permissions-policy']).toContain('display-capture=()');
  });

  it('gives camera and microphone without asking', async () => {
    const kinds = await host.page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
      return stream.getTracks().map(({ kind }) => kind);
    });
    expect(kinds).toHaveLength(2);
  });

  it('makes a vault by the real keychain and opens it again', async () => {
    const vault = ipc['vault.status'].out.parse(
      dataOf(await callBridge(host.page, 'vault.create', {})),
    );
    expect(vault).toMatchObject({ state: 'open', keychain: 'Secret Service' });
    dataOf(await callBridge(host.page, 'client.create', { pseudonym: 'Ash' }));
    await host.close();
    await host.closed;
    host = await launch();
    expect(dataOf(await callBridge(host.page, 'vault.open', {}))).toMatchObject({ state: 'open' });
    expect(dataOf(await callBridge(host.page, 'client.list', {}))).toMatchObject({
      clients: [{ pseudonym: 'Ash' }],
    });
  });

  it('keeps what the page saves while it is closed', async () => {
    await host.page.evaluate((protocol) => {
      window.addEventListener('pagehide', () => {
        const bridge = Reflect.get(window, 'quietroom') as {
          calls: Record<string, (request: unknown) => Promise<unknown>>;
        };
        const channel = 'client.create';
        void bridge.calls[channel]?.({ protocol, channel, data: { pseudonym: 'Last word' } });
      });
    }, IPC_PROTOCOL);
    await host.close();
    host = await launch();
    dataOf(await callBridge(host.page, 'vault.open', {}));
    const { clients } = ipc['client.list'].out.parse(
      dataOf(await callBridge(host.page, 'client.list', {})),
    );
    expect(clients.map(({ pseudonym }) => pseudonym)).toContain('Last word');
  });

  it('brings pushes to the page', async () => {
    await host.page.evaluate(() => {
      const bridge = Reflect.get(window, 'quietroom') as {
        pushes: Record<string, (listener: (data: unknown) => void) => () => void>;
      };
      bridge.pushes['vault.changed']?.((data) => Reflect.set(window, 'pushed', data));
    });
    dataOf(await callBridge(host.page, 'vault.lock', {}));
    await host.page.waitForFunction(() => Reflect.has(window, 'pushed'));
    expect(await host.page.evaluate(() => Reflect.get(window, 'pushed') as unknown)).toEqual({
      state: 'locked',
    });
    dataOf(await callBridge(host.page, 'vault.open', {}));
  });

  it('reaches nobody before a server is chosen, then that server and nobody else', async () => {
    const address = serverOrigin.replace('http', 'ws');
    expect(await reach(address)).toBe('refused');
    const loaded = host.page.waitForEvent('load');
    await Promise.all([
      loaded,
      // The page is loaded again, so the call does not come back.
      callBridge(host.page, 'server.set', { origin: serverOrigin }).catch(() => undefined),
    ]);
    expect(await reach(address)).toBe('hello');
    expect(await reach(address.replace('127.0.0.1', 'localhost'))).toBe('refused');
  });

  it('refuses what is no request of the contract', async () => {
    const request = { protocol: IPC_PROTOCOL, channel: 'app.status', data: { extra: 1 } };
    expect(await callRaw(host.page, 'app.status', request)).toEqual({
      ok: false,
      error: { code: 'bad-request' },
    });
    expect(
      await callRaw(host.page, 'app.status', { ...request, channel: 'vault.lock', data: {} }),
    ).toEqual({ ok: false, error: { code: 'bad-request' } });
  });

  it('leaves no way to the main side but the bridge, and none in a frame', async () => {
    const found = await host.page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const names = Object.getOwnPropertyNames(frame.contentWindow ?? {});
      return [
        Object.getOwnPropertyNames(window).filter((name) => /PreviewCall/u.test(name)),
        names.filter((name) => /quietroom/iu.test(name)),
      ];
    });
    expect(found).toEqual([[], []]);
  });
});
