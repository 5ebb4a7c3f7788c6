import { randomBytes } from 'node:crypto';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { files } from '../../../renderer/i18n/en-gb/files.ts';
import { guest as guestWords } from '../../../renderer/i18n/en-gb/guest.ts';
import { session } from '../../../renderer/i18n/en-gb/session.ts';
import { enGb } from '../../../renderer/i18n/en-gb/words.ts';
import { createPinoLog } from '../../../server/log/pino-log.ts';
import { startServer, type RunningServer } from '../../../server/start-server.ts';
import { limits } from '../../../src/contract/limits.ts';
import { ensureBuilt, folderOfPart } from '../../../tools/build/ensure-built.ts';
import { openBrowserGuest } from '../../../tools/demo/demo-guest.ts';
import { GuestDriver } from '../../../tools/demo/guest-driver.ts';
import { TherapistDriver } from '../../../tools/demo/therapist-driver.ts';
import { countText } from '../../../tools/demo/tap/planted-text.ts';
import { installRelayPlanter, plantInRelay } from '../../../tools/demo/tap/relay-planter.ts';
import { WireTap } from '../../../tools/demo/tap/wire-tap.ts';
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
import { skipNote } from '../../../tools/test/skip-reason.ts';
import { appLinkOf } from '../../support/app-link.ts';
import { missingCallParts } from '../../support/call-stage.ts';
import { TalkDriver } from '../../support/talk-driver.ts';

const { talk } = enGb;
const missing = missingCallParts();
const fakeDevices = ['--use-fake-device-for-media-stream', '--disable-gpu'];
const megabyte = 1024 * 1024;

/** A word that nobody says by chance. */
function marker(): string {
  return `marker-${randomBytes(12).toString('hex')}`;
}

/** Bytes with the marker in them again and again, between noise that nothing can make smaller. */
function fileWith(word: string, sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(randomBytes(sizeBytes));
  for (let at = 0; at + 100 < sizeBytes; at += 50_000) bytes.set(Buffer.from(word), at);
  return bytes;
}

/** Waits for words on a page. */
async function says(page: Page, words: string): Promise<void> {
  await page.getByText(words, { exact: true }).last().waitFor({ timeout: 60_000 });
}

/** What a page's browser has that could record or capture. */
async function recordersOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const owners = [
      ['MediaRecorder', window],
      ['ImageCapture', window],
      ['MediaStreamTrackProcessor', window],
      ['captureStream', HTMLMediaElement.prototype],
      ['captureStream', HTMLCanvasElement.prototype],
      ['getDisplayMedia', MediaDevices.prototype],
    ] as const;
    return owners.filter(([name, owner]) => name in owner).map(([name]) => name);
  });
}

describe.skipIf(missing !== null)(`messages and files of a call${skipNote(missing)}`, () => {
  const enrolmentCode = randomBytes(16).toString('hex');
  const [textMarker, fileMarker, nameMarker] = [marker(), marker(), marker()];
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-talk-'));
  const [hostSaved, guestSaved] = [join(folder, 'host-saved'), join(folder, 'guest-saved')];
  let serverLog = '';
  let service: PrivateSecretService;
  let tap: WireTap;
  let server: RunningServer;
  let host: PreviewHost;
  let app: GuestPreviewHost;
  let therapist: TherapistDriver;
  let here: TalkDriver;
  let there: TalkDriver;

  beforeAll(async () => {
    service = await startSecretService();
    Object.assign(process.env, service.env);
    await ensureBuilt(['guest', 'guest-app', 'therapist']);
    tap = new WireTap();
    server = await startServer({
      config: {
        enrolmentCodes: [enrolmentCode],
        workers: 1,
        browserGuests: true,
        guestFilesFolder: folderOfPart('guest'),
      },
      log: createPinoLog({
        write: (line) => {
          serverLog += line;
        },
      }),
    });
    host = await launchPreviewHost({
      chromium: readChromium(),
      dataFolder: join(folder, 'vault'),
      saveFolder: hostSaved,
      headless: true,
      presetServer: { origin: server.origin, enrolmentCode },
      extraArgs: fakeDevices,
      logDestination: { write: () => undefined },
      prepare: installRelayPlanter,
    });
    therapist = new TherapistDriver(host.page);
    await therapist.createVault();
    await therapist.addClient('Blue Heron');
    app = await launchGuestPreviewHost({
      chromium: readChromium(),
      link: appLinkOf(await therapist.startSession()),
      saveFolder: guestSaved,
      headless: true,
      extraArgs: fakeDevices,
      logDestination: { write: () => undefined },
    });
    const guest = new GuestDriver(app.page, () => Promise.resolve());
    await guest.open('');
    await guest.join();
    await therapist.waitForGuest();
    await therapist.admit();
    await guest.waitForCall();
    [here, there] = [new TalkDriver(host.page), new TalkDriver(app.page)];
  }, 180_000);

  afterAll(async () => {
    await app.close();
    await host.close();
    await server.close();
    tap.close();
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Messages that can only be chunks of files: nothing else is as large. */
  const chunksSoFar = (): number => tap.relayed.filter(({ length }) => length > 16 * 1024).length;

  it('are written both ways, and wait with a badge for whoever does not look', async () => {
    await host.page.keyboard.press('Control+i');
    await here.write(`Good morning ${textMarker}`);
    await here.items.getByText(talk.delivery.heard).waitFor();
    await there.show(1);
    await there.items.getByText(`Good morning ${textMarker}`).waitFor();
    await there.write(`And to you ${textMarker}`);
    await here.items.getByText(`And to you ${textMarker}`).waitFor();
    await there.button().waitFor({ state: 'detached' });
    expect(await here.items.count()).toBe(2);
  });

  it('bring a file with its progress, and save it byte for byte only where the person says', async () => {
    const name = `${nameMarker}.bin`;
    const bytes = fileWith(fileMarker, 5 * megabyte);
    await here.watchProgress();
    await there.watchProgress();
    await there.handOver({ name, bytes });
    await here.file(name).getByText(talk.file.here).waitFor({ timeout: 120_000 });
    await there
      .file(name)
      .getByText(/whole and unchanged/u)
      .waitFor();
    for (const side of [here, there]) {
      const seen = await side.seenProgress();
      const between = seen.filter((position) => position > 0 && position < 1);
      expect(new Set(between).size).toBeGreaterThan(3);
      expect(between).toEqual(between.toSorted((one, other) => one - other));
    }
    expect(readdirSync(folder)).not.toContain('host-saved');
    await here.press(talk.file.saveNamed, name);
    await here.file(name).getByText(talk.file.saved).waitFor();
    expect(readdirSync(hostSaved)).toEqual([name]);
    expect(readFileSync(join(hostSaved, name)).equals(bytes)).toBe(true);
    expect(statSync(join(hostSaved, name)).mode & 0o777).toBe(0o600);
    await here.press(talk.file.storeNamed, name);
    await here.file(name).getByText(talk.file.stored).waitFor();
  });

  it('are kept in a name that hides nothing, when the app for clients saves them', async () => {
    const bytes = fileWith(fileMarker, 1000);
    await here.handOver({ name: 'photo.jpg.exe', bytes });
    await there.file('photo.jpg.exe').getByText(talk.file.here).waitFor({ timeout: 60_000 });
    await there.press(talk.file.saveNamed, 'photo.jpg.exe');
    await there.file('photo.jpg.exe').getByText(talk.file.saved).waitFor();
    expect(readdirSync(guestSaved)).toEqual(['photo_jpg.exe']);
    expect(readFileSync(join(guestSaved, 'photo_jpg.exe')).equals(bytes)).toBe(true);
  });

  it('stop on their way from either side', async () => {
    const bytes = fileWith(fileMarker, 20 * megabyte);
    for (const name of ['unwanted.bin', 'withdrawn.bin']) writeFileSync(join(folder, name), bytes);
    await here.handOver({ path: join(folder, 'unwanted.bin') });
    await there.press(talk.file.stopNamed, 'unwanted.bin');
    await there.file('unwanted.bin').getByText(talk.file.in.cancelled).waitFor();
    await here
      .file('unwanted.bin')
      .getByText(/stopped it\.$/u)
      .waitFor();
    await here.handOver({ path: join(folder, 'withdrawn.bin') });
    await there.file('withdrawn.bin').getByRole('progressbar').waitFor();
    await here.press(talk.file.stopNamed, 'withdrawn.bin');
    await here.file('withdrawn.bin').getByText(talk.file.out.cancelled).waitFor();
    await there
      .file('withdrawn.bin')
      .getByText(/stopped it\. Nothing of it was kept\.$/u)
      .waitFor();
    for (const name of ['unwanted.bin', 'withdrawn.bin']) {
      const save = talk.file.saveNamed.replace('{{file}}', name);
      expect(await app.page.getByRole('button', { name: save, exact: true }).count()).toBe(0);
    }
  });

  it('refuse a file of one byte too many in words, before anything of it is sent', async () => {
    const path = join(folder, 'film.mp4');
    writeFileSync(path, '');
    truncateSync(path, limits.fileBytes + 1);
    // Nothing of the files before is on its way any more.
    const small = fileWith(fileMarker, 200_000);
    await there.handOver({ name: 'last.bin', bytes: small });
    await here.file('last.bin').getByText(talk.file.here).waitFor({ timeout: 60_000 });
    const before = chunksSoFar();
    await there.handOver({ path });
    await there.file('film.mp4').getByText(talk.file.out['too-large']).waitFor();
    await there.write('It was too large');
    await here.items.getByText('It was too large').waitFor();
    expect(chunksSoFar()).toBe(before);
    expect(await here.items.filter({ hasText: 'film.mp4' }).count()).toBe(0);
  });

  it('show nothing of themselves to the server, which would be seen if they did', async () => {
    const found = (word: string): number =>
      tap.messages.reduce((sum, message) => sum + countText(message, word), 0);
    expect(chunksSoFar()).toBeGreaterThan(80);
    for (const word of [textMarker, fileMarker, nameMarker]) {
      expect(found(word)).toBe(0);
      expect(serverLog).not.toContain(word);
    }
    expect(serverLog).toContain('room-opened');
    await plantInRelay(host.page, textMarker);
    await expect.poll(() => found(textMarker)).toBeGreaterThan(0);
  });

  it('give way to a plain page at one key, and the therapist is told without a word', async () => {
    const { away } = enGb;
    await app.page.keyboard.press('F8');
    await app.page.getByRole('heading', { name: away.title, exact: true }).waitFor();
    await app.page.getByText(away.told, { exact: true }).waitFor();
    expect(await app.page.locator('video').count()).toBe(0);
    const name = 'Blue Heron';
    await says(host.page, session.aside.away.title.replace('{{name}}', name));
    await app.page.keyboard.press('F9');
    await says(host.page, session.aside.notSafe.title.replace('{{name}}', name));
    await useSealedCard(host.page);
    // It was in the place of the messages.
    await here.show();
    await app.page.keyboard.press('F8');
    await says(app.page, enGb.call.camera.off);
    await says(app.page, enGb.call.microphone.off);
    await says(host.page, session.aside.notSafe.back);
    await host.page.getByRole('button', { name: session.aside.notSafe.done }).click();
    await app.page.keyboard.press('Control+d');
    await app.page.keyboard.press('Control+e');
    await says(app.page, enGb.call.camera.on);
    // What was open beside the call is shut: whoever came in may still be there.
    await there.show(0);
  });

  it('warn before a session ends that files were saved nowhere, and lose none of them', async () => {
    const name = `${nameMarker}.bin`;
    await host.page.getByRole('button', { name: session.end, exact: true }).click();
    // `last.bin` was not saved.
    await says(host.page, talk.unsaved.one);
    await host.page.getByRole('button', { name: talk.unsaved.look, exact: true }).click();
    await here.items.first().waitFor();
    const bytes = fileWith(fileMarker, 100_000);
    await here.handOver({ name: 'goodbye.txt', bytes });
    await there.file('goodbye.txt').getByText(talk.file.here).waitFor();
    await therapist.endSession();
    await app.page.getByRole('heading', { name: guestWords.goodbye.ended.title }).waitFor();
    // The client could not know that it would end, and can save what is there still.
    await app.page.getByText(talk.filesLeft, { exact: true }).waitFor();
    await there.press(talk.file.saveNamed, 'goodbye.txt');
    await says(app.page, talk.file.saved);
    expect(readFileSync(join(guestSaved, 'goodbye.txt')).equals(bytes)).toBe(true);
    await here.press(talk.file.storeNamed, 'last.bin');
    await says(host.page, talk.file.stored);
    await host.page.getByRole('button', { name: session.wrapUp.done, exact: true }).click();
    await host.page.getByText('Blue Heron', { exact: true }).click();
    const kept = host.page.getByRole('list', { name: files.title }).getByRole('listitem');
    await kept.first().waitFor();
    expect(await kept.count()).toBe(2);
    const label = talk.file.saveNamed.replace('{{file}}', name);
    await host.page.getByRole('button', { name: label, exact: true }).click();
    await says(host.page, talk.file.saved);
    const [first, second] = readdirSync(hostSaved).toSorted();
    expect([first, second]).toEqual([`${nameMarker} (2).bin`, name]);
    expect(
      readFileSync(join(hostSaved, `${nameMarker} (2).bin`)).equals(
        readFileSync(join(hostSaved, name)),
      ),
    ).toBe(true);
  });

  it('reach a client in a browser, who is asked before the page closes with an unsaved file', async () => {
    const link = await therapist.startSession();
    const browser = await openBrowserGuest({
      chromium: readChromium(),
      devices: [...fakeDevices, '--use-fake-ui-for-media-stream'],
      prepare: () => Promise.resolve(),
    });
    try {
      const guest = new GuestDriver(browser.page);
      await guest.open(link);
      await guest.join();
      await therapist.waitForGuest();
      await therapist.admit();
      await guest.waitForCall();
      expect(await recordersOf(browser.page)).toEqual([]);
      const other = await browser.page.context().newPage();
      expect(await other.evaluate(() => 'MediaRecorder' in window)).toBe(true);
      await other.close();
      const talking = new TalkDriver(browser.page);
      const bytes = fileWith(fileMarker, megabyte);
      await here.show();
      await here.handOver({ name: 'plan.pdf', bytes });
      await talking.show(1);
      await talking.file('plan.pdf').getByText(talk.file.here).waitFor({ timeout: 60_000 });
      const asked = browser.page.waitForEvent('dialog');
      await browser.page.close({ runBeforeUnload: true });
      const dialog = await asked;
      expect(dialog.type()).toBe('beforeunload');
      await dialog.dismiss();
      const downloading = browser.page.waitForEvent('download');
      await talking.press(talk.file.saveNamed, 'plan.pdf');
      const download = await downloading;
      expect(download.suggestedFilename()).toBe('plan.pdf');
      expect(readFileSync(await download.path()).equals(bytes)).toBe(true);
      await talking.file('plan.pdf').getByText(talk.file.savedBrowser).waitFor();
    } finally {
      await browser.close();
    }
  });
});

/** From the call for help: it is written down where they are, and read again with a reason. */
async function useSealedCard(page: Page): Promise<void> {
  const { sealedCard } = enGb;
  const press = (name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).click();
  const { place } = sealedCard.field;
  await press(sealedCard.call.show);
  await press(`Write down: ${place}`);
  await page.getByRole('textbox', { name: place, exact: true }).fill('14 Harbour Row');
  await press(sealedCard.write.save);
  await says(page, `Saved: ${place}`);
  expect(await page.getByText('14 Harbour Row').count()).toBe(0);
  await press(sealedCard.open.press);
  await page.getByRole('textbox', { name: sealedCard.open.label }).fill('says they are not safe');
  await press(sealedCard.open.confirm);
  await page.getByText('14 Harbour Row').first().waitFor();
  await press(sealedCard.opened.close);
  expect(await page.getByText('14 Harbour Row').count()).toBe(0);
}
