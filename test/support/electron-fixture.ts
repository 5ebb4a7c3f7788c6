import { afterAll, beforeAll } from 'vitest';
import { startDesktopSession, type DesktopSession } from '../../tools/desktop/desktop-session.ts';
import {
  launchElectronApp,
  type ElectronAppOptions,
  type RunningElectronApp,
} from './electron-app.ts';
import { findElectron } from '../../tools/start/machine-facts.ts';
import { skipNote } from '../../tools/test/skip-reason.ts';
import { ordinaryUser, type OrdinaryUser } from '../../tools/desktop/ordinary-user.ts';
import type { AppFlavour, AppName } from '../../tools/dist/app-contents.ts';
import { stageApp, type StagedApp } from './staged-app.ts';

/** The runtime for Electron tests, or null: then they are skipped and say so. */
export const electron = findElectron();

/** Follows the title of each group of Electron tests. */
export const electronNote = skipNote(
  electron === null ? 'no Electron runtime; ELECTRON_OVERRIDE_DIST_PATH names one' : null,
);

export interface ElectronFixture {
  readonly app: StagedApp;
  readonly desktop: DesktopSession;
  readonly user: OrdinaryUser | null;
  /** Starts the app; it is closed after the group's last test if it still runs. */
  launch(
    options?: Pick<ElectronAppOptions, 'dataFolder' | 'presetServer' | 'args' | 'captureSystem'>,
  ): Promise<RunningElectronApp>;
}

/**
 * A staged app and a desktop for one group of tests. Call it inside a `describe` that is skipped without a runtime; each
 * call gives a desktop with a keyring of its own, as on another computer.
 * `stage`: how the app is made ready; packing it as it is shipped takes some seconds more.
 */
export function useElectron(
  flavour: AppFlavour = 'development',
  name: AppName = 'therapist',
  stage: (runtime: string, flavour: AppFlavour, name: AppName) => Promise<StagedApp> = stageApp,
): () => ElectronFixture {
  let fixture: ElectronFixture | null = null;
  const running: RunningElectronApp[] = [];
  beforeAll(async () => {
    if (electron === null) return;
    const user = ordinaryUser();
    const app = await stage(electron, flavour, name);
    const desktop = await startDesktopSession(user);
    fixture = {
      app,
      desktop,
      user,
      launch: async (options) => {
        const launched = await launchElectronApp({ app, desktop, user, ...options });
        running.push(launched);
        return launched;
      },
    };
  });
  afterAll(async () => {
    for (const one of running) await one.close();
    await fixture?.desktop.close();
    fixture?.app.remove();
  });
  return () => {
    if (!fixture) throw new Error('the Electron fixture is used outside a test');
    return fixture;
  };
}
