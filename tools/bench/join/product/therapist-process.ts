import { z } from 'zod';
import { session } from '../../../../renderer/i18n/en-gb/session.ts';
import { TherapistDriver } from '../../../demo/therapist-driver.ts';
import { launchPreviewHost, type PreviewHost } from '../../../preview-host/launch-preview-host.ts';
import { serveParent } from '../../child-service.ts';
import { installFrameProbe, whenPressed } from '../frame-probe.ts';
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

let app: { readonly host: PreviewHost; readonly driver: TherapistDriver } | null = null;

function running(): NonNullable<typeof app> {
  if (!app) throw new Error('the therapist has not started');
  return app;
}

serveParent({
  start: async (data) => {
    const { withSteps, ...options } = startOptions.parse(data);
    const host = await launchPreviewHost({
      ...options,
      headless: true,
      // What fails shows in the calls; a report on the terminal is not the place for the app's log.
      logDestination: { write: () => undefined },
      prepare: async (context) => {
        await installFrameProbe(context);
        if (withSteps) await installStepProbe(context);
      },
    });
    const driver = new TherapistDriver(host.page);
    app = { host, driver };
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
  steps: async () => readSteps(running().host.page),
  endSession: async () => {
    const { host, driver } = running();
    await driver.endSession();
    await host.page.getByRole('button', { name: session.wrapUp.done, exact: true }).click();
    await host.page.getByText(pseudonym, { exact: true }).click();
  },
  close: async () => running().host.close(),
});
