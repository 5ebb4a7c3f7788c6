import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { errors } from '../../../renderer/i18n/en-gb/errors.ts';
import { guest as guestWords } from '../../../renderer/i18n/en-gb/guest.ts';
import { guestApp } from '../../../renderer/i18n/en-gb/guest-app.ts';
import { session } from '../../../renderer/i18n/en-gb/session.ts';
import { startServer, type RunningServer } from '../../../server/start-server.ts';
import { guestIpc } from '../../../src/contract/guest-ipc.ts';
import { GuestDriver } from '../../../tools/demo/guest-driver.ts';
import { installPeerProbe, readReception } from '../../../tools/demo/peer-probe.ts';
import { TherapistDriver } from '../../../tools/demo/therapist-driver.ts';
import { confirmWords, readWords } from '../../../tools/demo/words-driver.ts';
import {
  launchGuestPreviewHost,
  type GuestPreviewHost,
} from '../../../tools/preview-host/launch-guest-preview-host.ts';
import {
  launchPreviewHost,
  type PreviewHost,
} from '../../../tools/preview-host/launch-preview-host.ts';
import { readChromium } from '../../../tools/setup/found-parts.ts';
import {
  startSecretService,
  type PrivateSecretService,
} from '../../../tools/setup/secret-service/private-secret-service.ts';
import { appLinkOf } from '../../support/app-link.ts';
import { callGuestBridge, callRaw, dataOf } from '../../support/call-bridge.ts';
import { missingCallParts } from '../../support/call-stage.ts';
import { testInvite } from '../../support/guest-fixture.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { skipNote } from '../../../tools/test/skip-reason.ts';

const fakeDevices = ['--use-fake-device-for-media-stream', '--disable-gpu'];
const missing = missingCallParts();

describe.skipIf(missing !== null)(
  `the app for clients in the preview host${skipNote(missing)}`,
  () => {
    let service: PrivateSecretService;
    const open: { close(): Promise<void> }[] = [];

    beforeAll(async () => {
      service = await startSecretService();
      Object.assign(process.env, service.env);
    });

    afterEach(async () => {
      for (const one of open.splice(0).toReversed()) await one.close();
    });

    afterAll(async () => {
      await service.close();
    });

    const launch = async (link: string | null): Promise<GuestPreviewHost> => {
      const host = await launchGuestPreviewHost({
        chromium: readChromium(),
        link,
        headless: true,
        extraArgs: fakeDevices,
        logDestination: { write: () => undefined },
        prepare: installPeerProbe,
      });
      open.push(host);
      return host;
    };

    describe('without a call', () => {
      let server: Server;
      let origin: string;

      beforeAll(async () => {
        server = createServer();
        new WebSocketServer({ server }).on('connection', (socket) => {
          socket.send('hello');
        });
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
      });

      afterAll(() => {
        server.close();
      });

      /** Opens a WebSocket from the page itself; what comes first, a message or a refusal. */
      const reach = ({ page }: GuestPreviewHost, address: string): Promise<string> =>
        page.evaluate(
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

      it('says that it is a preview, and how to open an invitation', async () => {
        const { page } = await launch(null);
        expect(dataOf(await callGuestBridge(page, 'app.status', {}))).toMatchObject({
          host: 'preview',
        });
        await page.getByRole('heading', { name: guestApp.noLink.title }).waitFor();
        await page.getByText(/^Preview/u).waitFor();
      });

      it('reaches nobody before there is an invite, then its server and nobody else', async () => {
        const host = await launch(null);
        const address = origin.replace('http', 'ws');
        expect(await reach(host, address)).toBe('refused');
        await host.page.getByRole('textbox').fill(testInvite(1, origin).browserLink);
        await Promise.all([
          host.page.waitForEvent('load'),
          host.page.getByRole('button', { name: guestApp.noLink.open }).click(),
        ]);
        await host.page.getByRole('heading', { name: guestWords.check.title }).waitFor();
        expect(await reach(host, address)).toBe('hello');
        expect(await reach(host, address.replace('127.0.0.1', 'localhost'))).toBe('refused');
        const response = await host.page.reload();
        const policy = response?.headers()['content-security-policy'] ?? '';
        expect(policy).toContain(`connect-src ${origin} ${address};`);
      });

      it('says in words that a mangled link is none, pasted or opened', async () => {
        const bad = testInvite(1, origin).appLink.slice(0, -1);
        const pasted = await launch(null);
        await pasted.page.getByRole('textbox').fill(bad);
        await pasted.page.getByRole('button', { name: guestApp.noLink.open }).click();
        await pasted.page.getByText(errors['invite-invalid'].what).waitFor();
        const opened = await launch(bad);
        const said = opened.page.getByText(errors['invite-invalid'].what);
        await said.waitFor();
        expect(await said.isVisible()).toBe(true);
      });

      it('answers the calls of its own contract, and none of the therapist’s', async () => {
        const { page } = await launch(testInvite(1, origin).appLink);
        const names = await page.evaluate(() => {
          const bridge = Reflect.get(window, 'quietroom') as { calls: object };
          return Object.keys(bridge.calls);
        });
        expect(names.toSorted()).toEqual(
          Object.entries(guestIpc)
            .filter(([, { kind }]) => kind === 'call')
            .map(([name]) => name)
            .toSorted(),
        );
        const foreign = { protocol: 1, channel: 'vault.status', data: {} };
        expect(await callRaw(page, 'app.status', foreign)).toEqual({
          ok: false,
          error: { code: 'bad-request' },
        });
      });

      it('has the same key at the next start', async () => {
        const { appLink, fingerprintText } = testInvite(1, origin);
        const first = await launch(appLink);
        const asked = { therapistFingerprint: fingerprintText };
        const key = dataOf(await callGuestBridge(first.page, 'identity.public-key', asked));
        expect(key).toMatchObject({ standing: 'new' });
        const second = await launch(appLink);
        expect(dataOf(await callGuestBridge(second.page, 'identity.public-key', asked))).toEqual({
          ...Object(key),
          standing: 'known',
        });
      });
    });

    describe('in a call', () => {
      const enrolmentCode = randomBytes(16).toString('hex');
      let server: RunningServer;
      let dataFolder: string;
      let host: PreviewHost;
      let therapist: TherapistDriver;

      beforeAll(async () => {
        server = await startServer({
          config: { enrolmentCodes: [enrolmentCode], workers: 1 },
          log: recordingLog(),
        });
        dataFolder = mkdtempSync(join(tmpdir(), 'quietroom-guest-app-'));
        host = await launchPreviewHost({
          chromium: readChromium(),
          dataFolder,
          headless: true,
          presetServer: { origin: server.origin, enrolmentCode },
          extraArgs: fakeDevices,
          logDestination: { write: () => undefined },
          prepare: installPeerProbe,
        });
        therapist = new TherapistDriver(host.page);
        await therapist.createVault();
        await therapist.addClient('Blue Heron');
      });

      afterAll(async () => {
        await host.close();
        await server.close();
        rmSync(dataFolder, { recursive: true });
      });

      /** More frames and sound than before. */
      const flows = async (app: GuestPreviewHost): Promise<void> => {
        for (const page of [app.page, host.page]) {
          const before = await readReception(page);
          await expect
            .poll(
              async () => {
                const now = await readReception(page);
                return (
                  now.framesDecoded - before.framesDecoded > 10 &&
                  now.audioEnergy > before.audioEnergy
                );
              },
              { timeout: 30_000 },
            )
            .toBe(true);
        }
      };

      const wait = async (link: string): Promise<GuestPreviewHost> => {
        const app = await launch(link);
        const guest = new GuestDriver(app.page, () => Promise.resolve());
        await guest.open(link);
        await guest.join();
        await therapist.waitForGuest();
        return app;
      };

      it('joins without the server’s code, is loaded again, and is known the next time', async () => {
        const link = appLinkOf(await therapist.startSession());
        const app = await wait(link);
        // The therapist is told that nothing came from the server, and that the device is new.
        const isNew = host.page.getByText(session.knock.new);
        await isNew.waitFor();
        expect(await isNew.isVisible()).toBe(true);
        expect(await host.page.getByText(session.knock.browser).count()).toBe(0);
        await therapist.admit();
        const guest = new GuestDriver(app.page);
        await guest.waitForCall();
        const words = await readWords(app.page);
        expect(await readWords(host.page)).toEqual(words);
        await confirmWords(host.page);
        await confirmWords(app.page);
        await flows(app);

        // A page that is loaded again finds its seat by itself, and nobody has to let it in.
        await app.page.reload();
        await guest.waitForCall();
        await flows(app);

        // Another link throws nobody out.
        app.arrive(testInvite(9, server.origin).appLink);
        await app.page.getByText(guestApp.another.title).waitFor();
        await app.page.getByRole('button', { name: guestApp.another.stay }).click();
        await flows(app);

        await therapist.endSession();
        await guest.waitForGoodbye();
        expect(dataOf(await callGuestBridge(app.page, 'guest.link', {}))).toEqual({
          link: null,
          arrived: null,
        });
        // What is over is not offered again.
        await app.page.reload();
        await app.page.getByRole('heading', { name: guestApp.noLink.title }).waitFor();
        await app.close();

        await host.page.getByRole('button', { name: session.wrapUp.done, exact: true }).click();
        await host.page.getByText('Blue Heron', { exact: true }).click();
        await wait(appLinkOf(await therapist.startSession()));
        await host.page.getByText(session.knock.sameOnce).waitFor();
        await therapist.endSession();
      });

      it('joins without a keychain too, as a new device', async () => {
        await host.page.getByRole('button', { name: session.wrapUp.done, exact: true }).click();
        await host.page.getByText('Blue Heron', { exact: true }).click();
        const link = appLinkOf(await therapist.startSession());
        await service.stopKeyring();
        const app = await wait(link);
        // Once more in the call, which is drawn beforehand and not seen.
        await app.page.getByText(guestApp.passingKey.title).first().waitFor();
        const isNew = host.page.getByText(session.knock.new);
        await isNew.waitFor();
        expect(await isNew.isVisible()).toBe(true);
        await therapist.admit();
        await new GuestDriver(app.page).waitForCall();
        await flows(app);
        await service.restartKeyring();
      });
    });
  },
);
