import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { errors } from '../../../renderer/i18n/en-gb/errors.ts';
import { guest as guestWords } from '../../../renderer/i18n/en-gb/guest.ts';
import { guestApp } from '../../../renderer/i18n/en-gb/guest-app.ts';
import { startServer, type RunningServer } from '../../../server/start-server.ts';
import { guestIpc } from '../../../src/contract/guest-ipc.ts';
import { callGuestBridge, callRaw, dataOf } from '../../support/call-bridge.ts';
import type { RunningElectronApp } from '../../support/electron-app.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';
import { testInvite } from '../../support/guest-fixture.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { startAgain } from '../../support/second-start.ts';

/** The self-test comes when the window has shown itself. */
const waiting = { timeout: 10_000 };
const fakeDevices = '--use-fake-device-for-media-stream';

describe.skipIf(electron === null)(`the app for clients${electronNote}`, () => {
  const fixture = useElectron('development', 'guest');
  let server: RunningServer;
  let link: string;
  let app: RunningElectronApp;

  beforeAll(async () => {
    server = await startServer({
      config: { enrolmentCodes: [randomBytes(16).toString('hex')], workers: 1 },
      log: recordingLog(),
    });
    link = testInvite(1, server.origin).appLink;
  });

  afterEach(async () => {
    await app.close();
  });

  afterAll(async () => {
    await server.close();
  });

  const launch = async (...args: readonly string[]): Promise<Page> => {
    app = await fixture().launch({ args: [fakeDevices, ...args] });
    return app.page;
  };
  const cutOff = (): string => link.slice(0, -1);
  const deviceCheck = (page: Page): Promise<void> =>
    page.getByRole('heading', { name: guestWords.check.title }).waitFor();
  const linkOf = async (page: Page): Promise<unknown> =>
    dataOf(await callGuestBridge(page, 'guest.link', {}));

  it('opens with the link that it was started by', async () => {
    const page = await launch(link);
    await deviceCheck(page);
    expect(await linkOf(page)).toEqual({ link, arrived: null });
    // What is copied here goes by the shell as well, which takes it off again.
    await page.getByRole('heading', { name: guestWords.check.title }).selectText();
    await page.keyboard.press('ControlOrMeta+C');
    await expect
      .poll(async () => app.application.evaluate(({ clipboard }) => clipboard.readText()))
      .toBe(guestWords.check.title);
  });

  it.runIf(process.platform === 'linux')('has seen that its window can be captured', async () => {
    const page = await launch();
    await expect
      .poll(async () => dataOf(await callGuestBridge(page, 'capture.get', {})), waiting)
      .toEqual({ capability: 'none', verdict: 'impossible', why: null });
  });

  it('runs in a sandbox, as an ordinary user', async () => {
    await launch();
    const shell = await app.application.evaluate(({ app: own, webContents }) => ({
      isRoot: process.getuid?.() === 0,
      noSandbox: own.commandLine.hasSwitch('no-sandbox'),
      pages: webContents.getAllWebContents().map((contents) => {
        const read: unknown = Reflect.get(contents, 'getLastWebPreferences');
        const { sandbox, contextIsolation, nodeIntegration } = Object(
          Reflect.apply(read as () => unknown, contents, []),
        ) as Record<string, unknown>;
        return { sandbox, contextIsolation, nodeIntegration };
      }),
    }));
    expect(shell).toEqual({
      isRoot: false,
      noSandbox: false,
      pages: [{ sandbox: true, contextIsolation: true, nodeIntegration: false }],
    });
  });

  it('takes the link of a second start, which ends', async () => {
    const page = await launch();
    await page.getByRole('heading', { name: guestApp.noLink.title }).waitFor();
    const second = await startAgain(fixture(), app, [link]);
    expect(second.code).toBe(0);
    expect(second.output).toContain('already running');
    await deviceCheck(page);
    expect(await linkOf(page)).toEqual({ link, arrived: null });
    expect(app.application.windows()).toHaveLength(1);
  });

  it('says in words that a link is none, whichever way it comes', async () => {
    const page = await launch(cutOff());
    const said = page.getByText(errors['invite-invalid'].what);
    await said.waitFor();
    await page.getByRole('heading', { name: guestApp.noLink.title }).waitFor();
    await startAgain(fixture(), app, [link]);
    await deviceCheck(page);
    expect(await said.count()).toBe(0);
    await startAgain(fixture(), app, [cutOff()]);
    await said.waitFor();
    // What there was stays.
    expect(await linkOf(page)).toMatchObject({ link });
  });

  it('answers its own contract and cannot print, which is for the therapist’s paper', async () => {
    const page = await launch();
    const names = await page.evaluate(() => {
      const bridge = Reflect.get(window, 'quietroom') as { calls: object };
      return Object.keys(bridge.calls);
    });
    expect(await page.evaluate(() => 'print' in window)).toBe(false);
    const own = Object.entries(guestIpc).filter(([, { kind }]) => kind === 'call');
    expect(names.toSorted()).toEqual(own.map(([name]) => name).toSorted());
    const foreign = { protocol: 1, channel: 'vault.status', data: {} };
    expect(await callRaw(page, 'app.status', foreign)).toEqual({
      ok: false,
      error: { code: 'bad-request' },
    });
  });
});
