import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slip as slipWords } from '../../../renderer/i18n/en-gb/slip.ts';
import { startServer, type RunningServer } from '../../../server/start-server.ts';
import { ipc } from '../../../src/contract/ipc.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import { verifySlip } from '../../../src/crypto/attestation/slip.ts';
import { suiteName } from '../../../src/crypto/mls/suite-name.ts';
import { installPeerProbe } from '../../../tools/demo/peer-probe.ts';
import { runSession } from '../../../tools/demo/run-session.ts';
import { installWorkerProbe } from '../../../tools/demo/worker-probe.ts';
import { appLinkOf } from '../../support/app-link.ts';
import { callBridge, dataOf } from '../../support/call-bridge.ts';
import type { RunningElectronApp } from '../../support/electron-app.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { startAgain } from '../../support/second-start.ts';

const args = ['--use-fake-device-for-media-stream'];
/** Dropped before there are keys, or for want of the newest: how it fails closed. */
const innocentDrops = ['no-send-key', 'sending-paused', 'unknown-key'];

declare global {
  interface Window {
    quietroomStreams?: number;
  }
}

/** Counts in a page how often frames are reached by streams, as older Chromium does it. */
function countStreams(): void {
  window.quietroomStreams = 0;
  for (const { prototype } of [window.RTCRtpSender, window.RTCRtpReceiver]) {
    const original: unknown = Reflect.get(prototype, 'createEncodedStreams');
    if (typeof original !== 'function') continue;
    Reflect.set(prototype, 'createEncodedStreams', function (this: unknown): unknown {
      window.quietroomStreams = (window.quietroomStreams ?? 0) + 1;
      const streams: unknown = Reflect.apply(original, this, []);
      return streams;
    });
  }
}

describe.skipIf(electron === null)(`a session between both apps${electronNote}`, () => {
  const therapist = useElectron();
  const client = useElectron('development', 'guest');
  const enrolmentCode = randomBytes(16).toString('hex');
  let server: RunningServer;

  beforeAll(async () => {
    server = await startServer({
      config: { enrolmentCodes: [enrolmentCode], workers: 1 },
      log: recordingLog(),
    });
  });

  afterAll(async () => {
    await server.close();
  });

  /** Puts the probes in. `complaints` gets what the page complains of: among it whatever its policy refused. */
  const watch = async (
    { application, page }: RunningElectronApp,
    complaints: string[],
  ): Promise<void> => {
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await installPeerProbe(application.context());
    await installWorkerProbe(application.context());
    await application.context().addInitScript(countStreams);
    await page.reload();
  };

  /** How this Electron lets the frames of a call be reached, and how often the older way was used. */
  const framesOf = (page: Page) =>
    page.evaluate(() => ({
      byScript: 'RTCRtpScriptTransform' in window,
      streams: window.quietroomStreams,
    }));

  const slipsOf = async (page: Page): Promise<readonly unknown[]> => {
    dataOf(await callBridge(page, 'vault.open', {}));
    const { clients } = ipc['client.list'].out.parse(
      dataOf(await callBridge(page, 'client.list', {})),
    );
    const clientId = clients[0]?.clientId ?? '';
    const { slips } = ipc['slip.list'].out.parse(
      dataOf(await callBridge(page, 'slip.list', { clientId })),
    );
    const verdicts: unknown[] = [];
    for (const { slipId } of slips) {
      const read = await callBridge(page, 'slip.read', { slipId });
      verdicts.push(verifySlip(decodeChecked(ipc['slip.read'].out.parse(dataOf(read)).slip)));
    }
    return verdicts;
  };

  it(
    'is sealed both ways, with the same words on both sides and a clean record',
    { timeout: 120_000 },
    async () => {
      const host = await therapist().launch({
        presetServer: { origin: server.origin, enrolmentCode },
        args,
      });
      const guest = await client().launch({ args });
      const complaints: string[] = [];
      await watch(host, complaints);
      await watch(guest, complaints);

      const outcome = await runSession({
        server,
        therapist: host.page,
        guest: guest.page,
        // The client clicks the link while the app runs.
        follow: (link) => startAgain(client(), guest, [appLinkOf(link)]),
        talkMs: 5000,
        pseudonym: 'Blue Heron',
        note: 'Talked about the move.',
        screenshotsFolder: null,
        tell: () => undefined,
      });

      expect(outcome).toMatchObject({ waitedForAdmission: true, transportsBeforeAdmission: 0 });
      for (const reception of [outcome.therapist, outcome.guest]) {
        expect(reception.framesDecoded).toBeGreaterThan(30);
        expect(reception.audioEnergy).toBeGreaterThan(0);
      }
      expect(outcome.words.therapist).toHaveLength(4);
      expect(outcome.words.guest).toEqual(outcome.words.therapist);
      const { workers } = outcome;
      expect(workers.guest.epoch).toBe(workers.therapist.epoch);
      for (const { sealed, opened, dropped, refused } of [workers.therapist, workers.guest]) {
        expect(sealed).toBeGreaterThan(100);
        expect(opened).toBeGreaterThan(100);
        expect(Object.keys(dropped).filter((why) => !innocentDrops.includes(why))).toEqual([]);
        expect(refused).toEqual([]);
      }
      // A camera and a microphone go each way. An older Electron has the older way alone.
      for (const { page } of [host, guest]) {
        const { byScript, streams } = await framesOf(page);
        expect(streams).toBe(byScript ? 0 : 4);
      }
      // What the client is shown of the record is what a verifier found in it.
      await guest.page.getByText(slipWords.clean.title).waitFor();
      expect(complaints).toEqual([]);
      await guest.close();
      await host.close();

      const again = await therapist().launch({ dataFolder: host.dataFolder });
      expect(await slipsOf(again.page)).toMatchObject([
        { valid: true, clean: true, record: { suite: suiteName, guests: [{ kind: 'app' }] } },
      ]);
      await again.close();
    },
  );
});
