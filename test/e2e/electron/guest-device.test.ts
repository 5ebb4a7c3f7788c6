import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { session as words } from '../../../renderer/i18n/en-gb/session.ts';
import { startServer, type RunningServer } from '../../../server/start-server.ts';
import { GuestDriver } from '../../../tools/demo/guest-driver.ts';
import { TherapistDriver } from '../../../tools/demo/therapist-driver.ts';
import { appLinkOf } from '../../support/app-link.ts';
import type { RunningElectronApp } from '../../support/electron-app.ts';
import {
  electron,
  electronNote,
  useElectron,
  type ElectronFixture,
} from '../../support/electron-fixture.ts';
import { recordingLog } from '../../support/recording-log.ts';

const fakeDevices = '--use-fake-device-for-media-stream';
const pseudonym = 'Blue Heron';

interface Meeting {
  /** What the therapist read of the device before anybody was let in. */
  readonly said: string;
  readonly dataFolder: string;
}

describe.skipIf(electron === null)(`the key of a client’s device${electronNote}`, () => {
  const therapistFixture = useElectron();
  const client = useElectron('development', 'guest');
  /** The same app for another user: a home and a keychain of its own. */
  const somebodyElse = useElectron('development', 'guest');
  const enrolmentCode = randomBytes(16).toString('hex');
  let server: RunningServer;
  let host: RunningElectronApp;
  let therapist: TherapistDriver;

  beforeAll(async () => {
    server = await startServer({
      config: { enrolmentCodes: [enrolmentCode], workers: 1 },
      log: recordingLog(),
    });
    host = await therapistFixture().launch({
      presetServer: { origin: server.origin, enrolmentCode },
      args: [fakeDevices],
    });
    therapist = new TherapistDriver(host.page);
    await therapist.createVault();
    await therapist.addClient(pseudonym);
  });

  afterAll(async () => {
    await host.close();
    await server.close();
  });

  /** One session with a new start of the app, which has ended afterwards. */
  const meet = async (fixture: ElectronFixture, dataFolder?: string): Promise<Meeting> => {
    const link = appLinkOf(await therapist.startSession());
    const app = await fixture.launch({
      args: [fakeDevices, link],
      ...(dataFolder !== undefined && { dataFolder }),
    });
    const guest = new GuestDriver(app.page, () => Promise.resolve());
    await guest.open(link);
    await guest.join();
    await therapist.waitForGuest();
    const standing = host.page.getByText(/New device|Same device/u).first();
    const said = await standing.innerText();
    await therapist.admit();
    await guest.waitForCall();
    await therapist.endSession();
    await guest.waitForGoodbye();
    await app.close();
    await host.page.getByRole('button', { name: words.wrapUp.done, exact: true }).click();
    await host.page.getByText(pseudonym, { exact: true }).click();
    return { said, dataFolder: app.dataFolder };
  };

  it('lies in the keychain, and is known at the next start', async () => {
    const { knock } = words;
    expect((await meet(client())).said).toContain(knock.new);
    // Each start has a data folder of its own here.
    expect((await meet(client())).said).toContain(knock.sameOnce);
    const { said, dataFolder } = await meet(client());
    expect(said).toContain(knock.same.replace('{{number}}', '2'));
    // The same folder in the hands of somebody with another keychain.
    expect((await meet(somebodyElse(), dataFolder)).said).toContain(knock.new);
  });
});
