import { z } from 'zod';
import { session } from '../../../../renderer/i18n/en-gb/session.ts';
import { TherapistDriver } from '../../../demo/therapist-driver.ts';
import { launchPreviewHost, type PreviewHost } from '../../../preview-host/launch-preview-host.ts';
import { serveParent } from '../../child-service.ts';
import { incomingPictures, whenAnotherPicture } from '../../recovery/incoming-pictures.ts';
import { installFrameProbe, whenFirstFrame, whenPressed } from '../../../demo/frame-probe.ts';
import { installStepProbe, readSteps } from '../step-probe.ts';

// The therapist's app, a process of its own with its own browser, in the Secret Service that its parent provides.

const startOptions = z.strictObject({
  chromium: z.string(),
  extraArgs: z.array(z.string()),
  dataFolder: z.string(),
  presetServer: z.strictObject({ origin: z.string(), enrolmentCode: z.string() }),
  withSteps: z.boolean(),
});

const pseudonym = 'Blue Heron';

type StartOptions = z.output<typeof startOptions>;

let app: {
  readonly host: PreviewHost;
  readonly driver: TherapistDriver;
  readonly options: StartOptions;
} | null = null;

function running(): NonNullable<typeof app> {
  if (!app) throw new Error('the therapist has not started');
  return app;
}

/** Opens the app, for the first time or again in the same folder. */
async function launch(options: StartOptions): Promise<NonNullable<typeof app>> {
  const { withSteps, ...rest } = options;
  const host = await launchPreviewHost({
    ...rest,
    headless: true,
    // What fails shows in the calls; a report on the terminal is not the place for the app's log.
    logDestination: { write: () => undefined },
    prepare: async (context) => {
      await installFrameProbe(context);
      if (withSteps) await installStepProbe(context);
    },
  });
  app = { host, driver: new TherapistDriver(host.page), options };
  return app;
}

serveParent({
  start: async (data) => {
    const { driver } = await launch(startOptions.parse(data));
    await driver.createVault();
    await driver.addClient(pseudonym);
  },
  startSession: async () => running().driver.startSession(),
  waitForGuest: async () => running().driver.waitForGuest(),
  admit: async () => {
    const { host, driver } = running();
    await driver.admit();
    return whenPressed(host.page);
  },
  restart: async () => {
    const { host, options } = running();
    await host.close();
    const again = await launch(options);
    await again.driver.unlockVault();
    const { page } = again.host;
    const unlockedAtMs = await whenPressed(page);
    return { unlockedAtMs, firstFrameAtMs: await whenFirstFrame(page, 'remote') };
  },
  incomingPictures: async () => incomingPictures(running().host.page),
  whenAnotherPicture: async (data) =>
    whenAnotherPicture(running().host.page, z.array(z.string()).parse(data)),
  steps: async () => readSteps(running().host.page),
  endSession: async () => {
    const { host, driver } = running();
    await driver.endSession();
    await host.page.getByRole('button', { name: session.wrapUp.done, exact: true }).click();
    await host.page.getByText(pseudonym, { exact: true }).click();
  },
  close: async () => running().host.close(),
});
