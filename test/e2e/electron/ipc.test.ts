import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { ipc, IPC_PROTOCOL } from '../../../src/contract/ipc.ts';
import { callBridge, callRaw } from '../../support/call-bridge.ts';
import type { RunningElectronApp } from '../../support/electron-app.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';

const calls = Object.entries(ipc)
  .filter(([, { kind }]) => kind === 'call')
  .map(([name]) => name);
const refusal = (code: string) => ({ ok: false, error: { code } });

describe.skipIf(electron === null)(`calls to the main process${electronNote}`, () => {
  const fixture = useElectron();
  let app: RunningElectronApp;

  beforeAll(async () => {
    app = await fixture().launch();
  });

  /** A window that the app did not open, with the app's own preload. */
  const openStranger = async (address: string): Promise<Page> => {
    const opened = app.application.waitForEvent('window');
    await app.application.evaluate(
      async ({ BrowserWindow, session }, { url, preload }) => {
        const window = new BrowserWindow({
          show: false,
          webPreferences: { preload, sandbox: true, session: session.fromPartition('quietroom') },
        });
        await window.loadURL(url);
      },
      { url: address, preload: join(fixture().app.folder, 'dist/preload/bridge.cjs') },
    );
    return opened;
  };

  it('are answered to the page', async () => {
    expect(await callBridge(app.page, 'app.status', {})).toMatchObject({
      ok: true,
      data: { host: 'electron', protocol: IPC_PROTOCOL },
    });
  });

  it('are refused with one key too many', async () => {
    const request = { protocol: IPC_PROTOCOL, channel: 'app.status', data: {} };
    expect(await callRaw(app.page, 'app.status', { ...request, extra: 1 })).toEqual(
      refusal('bad-request'),
    );
    expect(await callRaw(app.page, 'app.status', { ...request, data: { extra: 1 } })).toEqual(
      refusal('bad-request'),
    );
  });

  it('are refused to another version of the contract', async () => {
    const request = { protocol: IPC_PROTOCOL + 1, channel: 'app.status', data: {} };
    expect(await callRaw(app.page, 'app.status', request)).toEqual(refusal('update-required'));
  });

  it('are refused when they name another call than the one they came by', async () => {
    const request = { protocol: IPC_PROTOCOL, channel: 'vault.create', data: {} };
    expect(await callRaw(app.page, 'app.status', request)).toEqual(refusal('bad-request'));
  });

  it.each([null, 'text', 7, [], {}, { protocol: 'x' }])('are refused for %j', async (request) => {
    expect(await callRaw(app.page, 'app.status', request)).toEqual(refusal('bad-request'));
  });

  it.each(['about:blank', 'app://quietroom/'])(
    'are refused, every one, to another window at %s',
    async (address) => {
      const stranger = await openStranger(address);
      const answers = new Map<string, unknown>();
      for (const channel of calls) {
        const request = { protocol: IPC_PROTOCOL, channel, data: {} };
        answers.set(channel, await callRaw(stranger, channel, request));
      }
      expect(answers).toEqual(new Map(calls.map((name) => [name, refusal('forbidden-sender')])));
      await stranger.close();
      expect(await callBridge(app.page, 'vault.status', {})).toEqual({
        ok: true,
        data: { state: 'absent' },
      });
    },
  );

  it('cannot be made from a frame inside the page', async () => {
    // No page can make one; this is somebody who could all the same.
    await app.application.evaluate(async ({ webContents }) => {
      const code = `document.body.append(document.createElement('iframe'));`;
      await webContents.getAllWebContents()[0]?.executeJavaScriptInIsolatedWorld(4711, [{ code }]);
    });
    const found = await app.page.evaluate(() => {
      const frame = window[0];
      return frame === undefined ? 'no frame' : 'quietroom' in frame;
    });
    expect(found).toBe(false);
  });
});
