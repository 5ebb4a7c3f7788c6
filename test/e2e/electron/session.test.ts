import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type RunningServer } from '../../../server/start-server.ts';
import { ipc } from '../../../src/contract/ipc.ts';
import { ensureBuilt, projectRoot } from '../../../tools/build/ensure-built.ts';
import { installPeerProbe } from '../../../tools/demo/peer-probe.ts';
import { runSession } from '../../../tools/demo/run-session.ts';
import { readChromium } from '../../../tools/setup/found-parts.ts';
import { callBridge, dataOf } from '../../support/call-bridge.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';
import { findText } from '../../support/find-text.ts';
import { packForTest } from '../../support/packed-app.ts';

const fakeDevices = '--use-fake-device-for-media-stream';
const note = 'Brought the blue folder; wants to talk about the garden next time.';

describe.skipIf(electron === null)(`a whole session${electronNote}`, () => {
  // Packed as it is shipped, but for what its driver needs.
  const fixture = useElectron('development', 'therapist', packForTest);
  const enrolmentCode = randomBytes(16).toString('hex');
  let server: RunningServer;
  let guestBrowser: Browser;

  beforeAll(async () => {
    await ensureBuilt(['guest']);
    server = await startServer({
      config: {
        browserGuests: true,
        guestFilesFolder: join(projectRoot, 'dist/guest'),
        enrolmentCodes: [enrolmentCode],
      },
    });
    guestBrowser = await chromium.launch({
      executablePath: readChromium(),
      // Chromium refuses to run its sandbox as root.
      chromiumSandbox: process.getuid?.() !== 0,
      args: [fakeDevices, '--use-fake-ui-for-media-stream', '--disable-quic'],
    });
  });

  afterAll(async () => {
    await guestBrowser.close();
    await server.close();
  });

  it(
    'is held between the therapist in Electron and a guest in a browser, and its note is kept',
    { timeout: 120_000 },
    async () => {
      const app = await fixture().launch({
        presetServer: { origin: server.origin, enrolmentCode },
        args: [fakeDevices],
      });
      const complaints: string[] = [];
      app.page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await installPeerProbe(app.application.context());
      await app.page.reload();
      const guestContext = await guestBrowser.newContext({ locale: 'en-GB' });
      await installPeerProbe(guestContext);

      const outcome = await runSession({
        server,
        therapist: app.page,
        guest: await guestContext.newPage(),
        talkMs: 5_000,
        pseudonym: 'Blue Heron',
        note,
        screenshotsFolder: null,
        tell: () => undefined,
      });

      expect(outcome).toMatchObject({ waitedForAdmission: true, transportsBeforeAdmission: 0 });
      for (const reception of [outcome.therapist, outcome.guest]) {
        expect(reception.framesDecoded).toBeGreaterThan(30);
        expect(reception.audioEnergy).toBeGreaterThan(0);
      }
      // Among them would be everything that the page's policy refused.
      expect(complaints).toEqual([]);
      await app.close();
      expect(findText(note, app.dataFolder)).toEqual([]);

      const again = await fixture().launch({ dataFolder: app.dataFolder });
      dataOf(await callBridge(again.page, 'vault.open', {}));
      const { clients } = ipc['client.list'].out.parse(
        dataOf(await callBridge(again.page, 'client.list', {})),
      );
      const clientId = clients[0]?.clientId ?? '';
      const { notes } = ipc['note.list'].out.parse(
        dataOf(await callBridge(again.page, 'note.list', { clientId })),
      );
      const kept = await callBridge(again.page, 'note.read', { noteId: notes[0]?.noteId ?? '' });
      expect(dataOf(kept)).toMatchObject({ text: note });
    },
  );
});
