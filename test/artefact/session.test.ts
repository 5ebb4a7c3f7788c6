import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../../renderer/i18n/en-gb/call.ts';
import { guest as guestWords } from '../../renderer/i18n/en-gb/guest.ts';
import { privacy } from '../../renderer/i18n/en-gb/privacy.ts';
import { session } from '../../renderer/i18n/en-gb/session.ts';
import { therapist as words } from '../../renderer/i18n/en-gb/therapist.ts';
import { startServer, type RunningServer } from '../../server/start-server.ts';
import { skipNote } from '../../tools/test/skip-reason.ts';
import { appLinkOf } from '../support/app-link.ts';
import { accessibilityObstacle } from '../support/at-spi/accessibility-bus.ts';
import { OperatedApp } from '../support/at-spi/operated-app.ts';
import { distApp } from '../support/dist-command.ts';
import { electron, electronNote, useElectron } from '../support/electron-fixture.ts';
import { findText } from '../support/find-text.ts';
import { recordingLog } from '../support/recording-log.ts';
import { countChanged, shareOfGreen, type Pixel } from '../support/screen-picture.ts';

// Both apps as `npm run dist -- APP --dir` makes them, each with a desktop of its own, as an ordinary user: no driver, no
// debugger, no hook. What is done is done as by a screen reader, and what is seen is read from the screen.
//
// Not covered: a real camera and microphone (Chromium's test picture and beep stand in for both; the switch for them is one
// that the packages take), whether sound is heard, a click on a link in a browser (the link is on the command line, as the
// system hands it over), and every system but Linux.

const pseudonym = 'Blue Heron';
const note = 'Brought the blue folder; wants to talk about the garden next time.';
const anything = /./u;
const patient = { timeout: 20_000 };
const obstacle = electron === null ? null : accessibilityObstacle();

describe.skipIf(electron === null || obstacle !== null)(
  `a session between both shipped apps${electronNote}${skipNote(obstacle)}`,
  () => {
    const stage = (runtime: string, _flavour: unknown, app: 'therapist' | 'guest') =>
      distApp(runtime, app);
    const therapist = useElectron('shipped', 'therapist', stage);
    const client = useElectron('shipped', 'guest', stage);
    const enrolmentCode = randomBytes(16).toString('hex');
    let server: RunningServer;
    let host: OperatedApp;
    let guest: OperatedApp;
    let link: string;

    const running: OperatedApp[] = [];
    const start = async (...how: Parameters<typeof OperatedApp.start>): Promise<OperatedApp> => {
      const app = await OperatedApp.start(...how);
      running.push(app);
      return app;
    };

    beforeAll(async () => {
      server = await startServer({
        config: { enrolmentCodes: [enrolmentCode], workers: 1 },
        log: recordingLog(),
      });
      host = await start(therapist());
    });

    afterAll(async () => {
      for (const one of running) await one.close();
      await server.close();
    });

    it('gives the therapist a vault, once its recovery key is on paper', async () => {
      const { window } = host;
      await window.press(words.vault.absent.create);
      const { name: label } = await window.find({ role: 'entry', name: /^Group \d$/u });
      const asked = Number(label.replace(/\D/gu, ''));
      await window.fill(label, (await window.listed(words.kit.label))[asked - 1] ?? '');
      await window.press(words.kit.proof.done);
      const there = await window.find({ role: 'heading', name: words.clients.title });
      expect(there.name).toBe(words.clients.title);
    });

    it('takes the practice’s server and a code', async () => {
      const { window } = host;
      await window.press(words.nav.settings);
      await window.fill(words.settings.server.label, server.origin);
      await window.press(words.settings.server.save);
      // The page is loaded again, under a policy that names the server.
      await window.find({ role: 'heading', name: words.clients.title });
      await window.press(words.nav.settings);
      await window.fill(words.settings.enrol.label, enrolmentCode);
      await window.press(words.settings.enrol.enrol);
      const said = await window.find({ role: anything, name: words.settings.enrol.done });
      expect(said.name).toBe(words.settings.enrol.done);
    });

    it('makes a client and an invite for the app', async () => {
      const { window } = host;
      await window.press(words.nav.clients);
      await window.press(words.clients.add);
      await window.fill(words.newClient.label, pseudonym);
      await window.press(words.newClient.create);
      await window.find({ role: 'heading', name: pseudonym });
      await window.press(words.client.start);
      const field = await window.find({ role: 'entry', name: session.invite.label });
      link = appLinkOf(await window.text(field));
      expect(link).toMatch(/^quietroom:\/\/join\//u);
    });

    it('opens for the client by that link, and waits', async () => {
      guest = await start(client(), [link]);
      await guest.window.find({ role: 'heading', name: guestWords.check.title });
      await guest.window.press(guestWords.check.next);
      await guest.window.find({ role: 'heading', name: guestWords.waiting.title });
      const { rooms } = server.inspect();
      const waiting = rooms.flatMap(({ seats }) => seats).filter(({ role }) => role === 'guest');
      expect(waiting).toMatchObject([{ transports: 0 }]);
    });

    it('shows each the other once the client was let in', async () => {
      await host.window.press(session.waiting.admit);
      await guest.window.find({ role: anything, name: guestWords.call.leave });
      const shown = [host, guest].map(async ({ window }) => window.listed(privacy.words.list));
      const [ofHost = [], ofGuest] = await Promise.all(shown);
      expect(ofHost).toHaveLength(4);
      expect(ofGuest).toEqual(ofHost);
      for (const one of [host, guest]) await one.window.press(privacy.words.same);
      await expectPicture(host, pseudonym);
      await expectPicture(guest, call.person.host);
    });

    it('keeps a note', async () => {
      await host.window.fill(session.noteOf, note);
      await host.window.find({ role: anything, name: /^Saved/u });
      const field = await host.window.find({ role: 'entry', name: session.noteOf });
      expect(await host.window.text(field)).toBe(note);
    });

    it('ends for both, and each app ends with its window', async () => {
      await host.window.press(session.end);
      await host.window.press(session.endDialog.end);
      await host.window.find({ role: 'heading', name: session.wrapUp.title });
      await guest.window.find({ role: 'heading', name: guestWords.goodbye.ended.title });
      expect([await host.closeWindow(), await guest.closeWindow()]).toEqual([0, 0]);
    });

    it('has the note once it was started again', async () => {
      const { window } = host;
      host.startAgain();
      await window.press(words.vault.locked.open);
      await window.press(new RegExp(`^${pseudonym}`, 'u'));
      const kept = await window.find({ role: anything, name: new RegExp(note, 'u') });
      expect(kept.name).toContain(note);
    });

    it('left nothing of it in clear text on either disk or in either log', () => {
      for (const { home, output } of [host, guest].map((one) => ({
        home: one.home,
        output: one.output(),
      }))) {
        expect([note, pseudonym].flatMap((text) => findText(text, home))).toEqual([]);
        expect(output).not.toMatch(new RegExp(`${note}|${pseudonym}`, 'u'));
      }
    });
  },
);

/** The test picture moves and is green, where the window says that somebody's picture is. */
async function expectPicture(app: OperatedApp, name: string): Promise<void> {
  const named = call.person.picture.replace('{{name}}', name);
  const picture = await app.window.find({ role: anything, name: named });
  const look = async (): Promise<readonly Pixel[]> => app.look(picture);
  await expect.poll(async () => shareOfGreen(await look()), patient).toBeGreaterThan(0.5);
  const before = await look();
  await expect.poll(async () => countChanged(before, await look()), patient).toBeGreaterThan(10);
}
