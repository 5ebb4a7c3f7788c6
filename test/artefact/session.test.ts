import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
import { recordingLog } from '../support/recording-log.ts';

// Both apps as `npm run dist -- APP --dir` makes them, each with a desktop of its own, as an ordinary user: no driver, no
// debugger, no hook. What is done is done as by a screen reader, and what is seen is what a screen reader is told.
//
// Not covered: what comes after the safety words (pictures, the note, the end), which the flavour for tests is driven
// through; a real camera and microphone (Chromium's test picture and beep stand in for both; the switch for them is one that
// the packages take); a click on a link in a browser (the link is on the command line, as the system hands it over); every
// system but Linux.

const pseudonym = 'Blue Heron';
const anything = /./u;
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

    it('lets the client in, and both see the same words', async () => {
      await host.window.press(session.waiting.admit);
      await guest.window.find({ role: anything, name: guestWords.call.leave });
      const shown = [host, guest].map(async ({ window }) => window.listed(privacy.words.list));
      const [ofHost = [], ofGuest] = await Promise.all(shown);
      expect(ofHost).toHaveLength(4);
      expect(ofGuest).toEqual(ofHost);
      for (const { window } of [host, guest]) await window.press(privacy.words.same);
    });
  },
);
