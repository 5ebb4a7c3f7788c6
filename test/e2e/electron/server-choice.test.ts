import { keepRecoveryKey } from '../../../tools/demo/therapist-driver.ts';
import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { therapist } from '../../../renderer/i18n/en-gb/therapist.ts';
import { signalingUrl } from '../../../renderer/platform/signaling-url.ts';
import { startServer, type RunningServer } from '../../../server/start-server.ts';
import { callBridge, dataOf } from '../../support/call-bridge.ts';
import type { RunningElectronApp } from '../../support/electron-app.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';

const words = therapist.settings;

describe.skipIf(electron === null)(`a server chosen by hand${electronNote}`, () => {
  const fixture = useElectron();
  const enrolmentCode = randomBytes(16).toString('hex');
  let server: RunningServer;
  let other: RunningServer;
  let app: RunningElectronApp;

  beforeAll(async () => {
    server = await startServer({ config: { enrolmentCodes: [enrolmentCode], workers: 1 } });
    other = await startServer({ config: { workers: 1 } });
    app = await fixture().launch();
  });

  afterAll(async () => {
    await server.close();
    await other.close();
  });

  const press = (name: string): Promise<void> =>
    app.page.getByRole('button', { name, exact: true }).click();

  const toSettings = (page: Page): Promise<void> =>
    page.getByText(therapist.nav.settings, { exact: true }).first().click();

  /** Whether the page's own policy lets it open a connection there. */
  const canReach = (origin: string): Promise<boolean> =>
    app.page.evaluate(
      (url) =>
        new Promise<boolean>((resolve) => {
          const socket = new WebSocket(url);
          socket.addEventListener('open', () => {
            resolve(true);
            socket.close();
          });
          socket.addEventListener('error', () => {
            resolve(false);
          });
        }),
      signalingUrl(origin),
    );

  it('is reached once it is chosen, and no other is; the computer is enrolled with a code', async () => {
    await press(therapist.vault.absent.create);
    await keepRecoveryKey(app.page);
    await toSettings(app.page);
    expect(await canReach(server.origin)).toBe(false);

    await app.page.getByRole('textbox', { name: words.server.label }).fill(server.origin);
    // The page is loaded again, under a policy that names the server.
    await Promise.all([app.page.waitForEvent('load'), press(words.server.save)]);
    await toSettings(app.page);
    const code = app.page.getByRole('textbox', { name: words.enrol.label });
    await code.waitFor();
    expect([await canReach(server.origin), await canReach(other.origin)]).toEqual([true, false]);

    await code.fill(enrolmentCode);
    await press(words.enrol.enrol);
    await app.page.getByText(words.enrol.done).waitFor();
    expect(dataOf(await callBridge(app.page, 'server.get', {}))).toMatchObject({
      origin: server.origin,
      enrolled: true,
    });
  });
});
