import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { session as sessionWords } from '../../../renderer/i18n/en-gb/session.ts';
import { away } from '../../../renderer/i18n/en-gb/away.ts';
import { call as callWords } from '../../../renderer/i18n/en-gb/call.ts';
import { commonErrors } from '../../../renderer/i18n/en-gb/common-errors.ts';
import { guest as guestWords } from '../../../renderer/i18n/en-gb/guest.ts';
import { guestApp } from '../../../renderer/i18n/en-gb/guest-app.ts';
import { relay } from '../../../renderer/i18n/en-gb/relay.ts';
import { slip as slipWords } from '../../../renderer/i18n/en-gb/slip.ts';
import { createGuestMemory } from '../../../renderer/platform/guest-memory.ts';
import { startServer, type RunningServer } from '../../../server/start-server.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { ipc } from '../../../src/contract/ipc.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import { verifySlip } from '../../../src/crypto/attestation/slip.ts';
import { deriveAdmission } from '../../../src/crypto/invite.ts';
import { suiteName } from '../../../src/crypto/mls/suite-name.ts';
import { processTree, readProcesses } from '../../../tools/bench/process-tree.ts';
import { GuestDriver } from '../../../tools/demo/guest-driver.ts';
import { countMarkerApart } from '../../../tools/demo/scan-apart.ts';
import { countMarker } from '../../../tools/demo/marker-scan.ts';
import { installPeerProbe } from '../../../tools/demo/peer-probe.ts';
import { runSession, type SessionOutcome } from '../../../tools/demo/run-session.ts';
import { TherapistDriver } from '../../../tools/demo/therapist-driver.ts';
import { installWorkerProbe } from '../../../tools/demo/worker-probe.ts';
import { appLinkOf } from '../../support/app-link.ts';
import { callBridge, dataOf } from '../../support/call-bridge.ts';
import { missingCoturn, startCoturn, type Coturn } from '../../support/coturn.ts';
import type { RunningElectronApp } from '../../support/electron-app.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';
import { inPage, killPage, untilPicturesCome } from '../../support/page-death.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { startAgain } from '../../support/second-start.ts';
import { hear, say } from '../../support/talk-driver.ts';
import { waysOf } from '../../support/ways-of.ts';

const args = ['--use-fake-device-for-media-stream'];
const pseudonym = 'Blue Heron';
const message = 'I would rather write this than say it aloud.';
const lastWords = 'Cried when the garden came up.';
const note = 'Brought the blue folder; wants to talk about the garden next time.';
/** Typed where it leads nowhere: as a link, and on the plain page of somebody who turned away. */
const typed = 'qvkanarienvogelqv';
/** Dropped before there are keys, or for want of the newest: how it fails closed. */
const forWantOfKeys = ['no-send-key', 'sending-paused', 'unknown-key'];
/** What crosses with a join is kept out, and no fault. */
const crossing = ['wrong-group', 'wrong-epoch'];

declare global {
  interface Window {
    quietroomStreams?: number;
  }
}

/** From which addresses a page's connections may send, as its browser found them. */
async function localAddresses(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const addresses: string[] = [];
    for (const connection of window.quietroomProbe?.connections ?? []) {
      const report = await connection.getStats();
      for (const entry of report.values() as Iterable<Record<string, unknown>>) {
        if (entry['type'] === 'local-candidate') addresses.push(String(entry['address']));
      }
    }
    return addresses;
  });
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
  /** The second session goes through it, where there is one. */
  let coturn: Coturn | null = null;
  let relayFolder: string;

  beforeAll(async () => {
    relayFolder = mkdtempSync(join(tmpdir(), 'quietroom-relay-'));
    const secret = randomBytes(32).toString('hex');
    const secretFile = join(relayFolder, 'secret');
    writeFileSync(secretFile, secret);
    if (missingCoturn() === null) {
      coturn = await startCoturn({ secret, peer: '127.0.0.1', more: ['allow-loopback-peers'] });
    }
    const turn = coturn && {
      urls: [`turn:127.0.0.1:${String(coturn.port)}?transport=udp`],
      secretFile,
    };
    server = await startServer({
      config: { enrolmentCodes: [enrolmentCode], workers: 1, turn },
      log: recordingLog(),
    });
  });

  afterAll(async () => {
    await server.close();
    await coturn?.stop();
    rmSync(relayFolder, { recursive: true, force: true });
  });

  /** Puts the probes in, and listens to what the page complains of: among it whatever its policy refused. */
  const watch = async ({ application, page }: RunningElectronApp): Promise<void> => {
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => {
        sent.push(payload.toString());
      });
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

  /** What a verifier finds of the records in the vault. */
  const verdictsOn = async (page: Page): Promise<readonly unknown[]> => {
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

  /** What of the session stands in any file of the client's home, which everything temporary lies in too. */
  const tracesOf = (texts: readonly string[]): readonly string[] =>
    texts.filter((text) => countMarker(text, [client().desktop.home], []) > 0);

  const guestPids = (): readonly number[] => {
    const all = process.platform === 'linux' ? readProcesses() : [];
    return processTree(all, guest.application.process().pid ?? 0).map(({ pid }) => pid);
  };

  /** What the client's page knows that nobody else may: everything that leads into this session. */
  const secretsOf = async ({ page }: RunningElectronApp): Promise<readonly string[]> => {
    const text = await page.evaluate(() => JSON.stringify(window.sessionStorage));
    const kept = JSON.parse(text) as Readonly<Record<string, string>>;
    const memory = createGuestMemory({
      read: (key) => kept[key] ?? null,
      write: () => undefined,
      remove: () => undefined,
    }).read();
    if (!memory?.resumeToken) throw new Error('the page keeps no way back');
    const { roomId, secret, resumeToken } = memory;
    const admission = await deriveAdmission(new SecretBytes(decodeChecked(secret)));
    return [roomId, secret, resumeToken, toBase64Url(admission), pseudonym, note, message];
  };

  let host: RunningElectronApp;
  let guest: RunningElectronApp;
  let outcome: SessionOutcome;
  let secrets: readonly string[];
  let tracesMeanwhile: readonly string[];
  let hitsInOpenFiles: number;
  let offered: readonly (readonly string[])[];
  const complaints: string[] = [];
  /** What both pages sent to the server by message. */
  const sent: string[] = [];

  beforeAll(async () => {
    host = await therapist().launch({
      presetServer: { origin: server.origin, enrolmentCode },
      args,
    });
    guest = await client().launch({ args });
    await watch(host);
    await watch(guest);
    await guest.page.getByLabel(guestApp.noLink.label).fill(typed);
    await guest.page.keyboard.press('Enter');
    await guest.page.getByText(commonErrors['invite-invalid'].what).waitFor();
    outcome = await runSession({
      server,
      therapist: host.page,
      guest: guest.page,
      // The client clicks the link while the app runs.
      follow: (link) => startAgain(client(), guest, [appLinkOf(link)]),
      talkMs: 5000,
      pseudonym,
      note,
      screenshotsFolder: null,
      tell: () => undefined,
      beforeTheEnd: async () => {
        await say(guest.page, message);
        await hear(host.page, message);
        offered = [await localAddresses(host.page), await localAddresses(guest.page)];
        await guest.page.keyboard.press('F8');
        await guest.page.getByLabel(away.title).pressSequentially(typed);
        secrets = [...(await secretsOf(guest)), typed];
        tracesMeanwhile = tracesOf(secrets);
        hitsInOpenFiles = 0;
        for (const text of [secrets[1] ?? '', typed]) {
          hitsInOpenFiles += await countMarkerApart(text, [], guestPids());
        }
        await guest.page.getByRole('button', { name: away.back, exact: true }).click();
      },
    });
  });

  it('waits for the therapist', () => {
    expect(outcome).toMatchObject({ waitedForAdmission: true, transportsBeforeAdmission: 0 });
  });

  it('carries picture and sound both ways', () => {
    for (const { framesDecoded, audioEnergy } of [outcome.therapist, outcome.guest]) {
      expect(framesDecoded).toBeGreaterThan(30);
      expect(audioEnergy).toBeGreaterThan(0);
    }
  });

  it('shows both the same words', () => {
    expect(outcome.words.therapist).toHaveLength(4);
    expect(outcome.words.guest).toEqual(outcome.words.therapist);
  });

  it('is sealed on both sides, and loses nothing but for want of keys', () => {
    const { workers } = outcome;
    expect(workers.guest.epoch).toBe(workers.therapist.epoch);
    for (const { sealed, opened, dropped, refused } of [workers.therapist, workers.guest]) {
      expect(sealed).toBeGreaterThan(100);
      expect(opened).toBeGreaterThan(100);
      const { replayed = 0, ...others } = dropped;
      expect(Object.keys(others).filter((why) => !forWantOfKeys.includes(why))).toEqual([]);
      // Once in many runs on a busy machine a frame came twice. That it is shown once is the rule; that many come is not.
      expect(replayed).toBeLessThan(opened / 100);
      expect(refused.filter((why) => !crossing.includes(why))).toEqual([]);
    }
  });

  it('reaches frames by streams where there is nothing newer', async () => {
    for (const { page } of [host, guest]) {
      const { byScript, streams } = await framesOf(page);
      // A camera and a microphone go each way; and again, if a connection had to be made again.
      expect([streams === 0, (streams ?? 0) >= 4]).toEqual([byScript, !byScript]);
    }
  });

  it('gives both a clean record', async () => {
    await guest.page.getByText(slipWords.clean.title).waitFor();
    expect(await verdictsOn(host.page)).toMatchObject([
      { valid: true, clean: true, record: { suite: suiteName, guests: [{ kind: 'app' }] } },
    ]);
  });

  it('offers no address of either computer, and tells the server none by message', ({ skip }) => {
    const all = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
    const own = all.filter(({ internal }) => !internal).map(({ address }) => address);
    if (own.length === 0) skip('this computer has no network');
    expect(sent.some((text) => text.includes('dtlsParameters'))).toBe(true);
    expect(
      ['candidate', ...own].filter((word) => sent.some((text) => text.includes(word))),
    ).toEqual([]);
    // What the browser sends from names no network that it is in.
    for (const found of offered) {
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter((address) => own.includes(address))).toEqual([]);
    }
  });

  it('breaks no policy of either page', () => {
    expect(complaints).toEqual([]);
  });

  it('is told of in neither log', () => {
    const [hostLog, guestLog] = [host.output(), guest.output()];
    expect(hostLog).toContain('vault-state');
    const logs = `${hostLog}${guestLog}`;
    const texts = [...secrets, outcome.words.guest.join(' ')];
    expect(texts.filter((text) => logs.includes(text))).toEqual([]);
  });

  it('leaves nothing on the client’s disk', async () => {
    expect(tracesMeanwhile).toEqual([]);
    expect(hitsInOpenFiles).toBe(0);
    await guest.close();
    const words = [' ', ',', '","'].map((between) => outcome.words.guest.join(between));
    expect(tracesOf([...secrets, ...words])).toEqual([]);
    // What Chromium keeps for a page would lie here, if this page had anything kept.
    const names = readdirSync(client().desktop.home, { recursive: true }).join('\n');
    expect(names).not.toMatch(/Partitions|IndexedDB|Session Storage|Service Worker|File System/u);
    // The same search finds what there is.
    const [secret = ''] = secrets;
    writeFileSync(join(client().desktop.home, 'planted'), Buffer.from(secret, 'utf16le'));
    expect(tracesOf(secrets)).toHaveLength(1);
  });

  it(
    'goes on after the page of either app has died, with what was typed a second before, by the relay alone',
    { timeout: 60_000 },
    async () => {
      const driver = new TherapistDriver(host.page);
      await host.page.getByRole('button', { name: sessionWords.wrapUp.done, exact: true }).click();
      await host.page.getByText(pseudonym, { exact: true }).click();
      const link = await driver.startSession();
      guest = await client().launch({ args: [...args, appLinkOf(link)] });
      await installPeerProbe(guest.application.context());
      await guest.page.reload();
      const guestDriver = new GuestDriver(guest.page, () => Promise.resolve());
      await guestDriver.open(link);
      if (coturn) {
        await guest.page.getByRole('button', { name: guestWords.check.connect }).click();
        await guest.page.getByLabel(relay.only.label).click();
        await guest.page.keyboard.press('Escape');
        await guest.page.getByText(guestWords.check.relayOnly).waitFor();
      }
      await guestDriver.join();
      await driver.admit();
      await guestDriver.waitForCall();
      await untilPicturesCome(host, Date.now(), 20_000);
      const { candidates, selected } = await waysOf(guest.page);
      const byRelay = { candidates: ['relay'], selected: ['relay', 'relay'] };
      expect(coturn ? { candidates, selected } : byRelay).toEqual(byRelay);
      // What showed the first face before the call was drawn has given way to it.
      await expect
        .poll(() => inPage(guest, '[...document.querySelectorAll("[aria-hidden] > video")].length'))
        .toBe(1);
      await guest.page.locator('[aria-hidden] > video').waitFor({ state: 'hidden' });
      await driver.writeNote(lastWords);
      const { turnOn, turnOff } = callWords.microphone;
      await guest.page.getByRole('button', { name: turnOff }).click();
      await guest.page.getByRole('button', { name: turnOn }).waitFor();

      const tookMs: number[] = [];
      for (const [dead, other] of [
        [host, guest],
        [guest, host],
      ] as const) {
        const fromMs = Date.now();
        await killPage(dead);
        await untilPicturesCome(dead, fromMs, 20_000);
        tookMs.push(await untilPicturesCome(other, fromMs, 20_000));
      }
      // Nobody has said that they may be heard again.
      const buttons = await inPage(
        guest,
        '[...document.querySelectorAll("button")].map((one) => one.ariaLabel ?? one.textContent).join()',
      );
      expect(buttons).toContain(turnOn);
      expect(buttons).not.toContain(turnOff);
      process.stdout.write(`  back after ${tookMs.join(' and ')} ms\n`);
      expect(host.output()).toContain('page-gone');
      expect(
        await inPage(
          host,
          'document.body.innerText + [...document.querySelectorAll("textarea")].map((one) => one.value)',
        ),
      ).toContain(lastWords);
    },
  );
});
