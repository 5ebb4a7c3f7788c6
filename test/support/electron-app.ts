import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import type { DesktopSession } from '../../tools/desktop/desktop-session.ts';
import { commandAs, giveTo, type OrdinaryUser } from '../../tools/desktop/ordinary-user.ts';
import type { StagedApp } from './staged-app.ts';

export interface ElectronAppOptions {
  readonly app: StagedApp;
  readonly desktop: DesktopSession;
  readonly user: OrdinaryUser | null;
  /** Where the app keeps its data; a new folder in the desktop's home when left out. */
  readonly dataFolder?: string;
  readonly presetServer?: { readonly origin: string; readonly enrolmentCode: string };
  /** What the capture shield takes the system for, `PLATFORM VERSION`; the real one when left out. */
  readonly captureSystem?: string;
  /** More switches for Chromium, such as those of its fake devices. */
  readonly args?: readonly string[];
}

export interface RunningElectronApp {
  readonly application: ElectronApplication;
  readonly page: Page;
  readonly dataFolder: string;
  /** What the app wrote to its error output so far. */
  output(): string;
  close(): Promise<void>;
}

/** Starts the staged app in real Electron, as an ordinary user and with its sandbox, and waits for its window. */
export async function launchElectronApp(options: ElectronAppOptions): Promise<RunningElectronApp> {
  const { desktop, user, app, args = [], presetServer, captureSystem } = options;
  const dataFolder = options.dataFolder ?? mkdtempSync(join(desktop.home, 'data-'));
  giveTo(user, dataFolder);
  const application = await _electron.launch({
    executablePath: appStarter(options),
    // The words that tests look for.
    args: [...app.args, '--lang=en-GB', ...args],
    chromiumSandbox: true,
    cwd: desktop.home,
    env: {
      ...desktop.env,
      QUIETROOM_DATA_FOLDER: dataFolder,
      ...(captureSystem !== undefined && { QUIETROOM_CAPTURE_SYSTEM: captureSystem }),
      ...(presetServer && {
        QUIETROOM_PRESET_SERVER: presetServer.origin,
        QUIETROOM_PRESET_CODE: presetServer.enrolmentCode,
      }),
    },
  });
  const written: string[] = [];
  application.process().stderr?.on('data', (chunk: Buffer) => written.push(chunk.toString()));
  const page = await application.firstWindow({ timeout: 20_000 }).catch((error: unknown) => {
    throw new Error(`no window: ${written.join('')}`, { cause: error });
  });
  return {
    application,
    page,
    dataFolder,
    output: () => written.join(''),
    close: () => application.close(),
  };
}

/** Something to start an app by: its executable, or a script that becomes the ordinary user first. */
export function appStarter({
  app,
  user,
  desktop,
}: Pick<ElectronAppOptions, 'app' | 'user' | 'desktop'>): string {
  if (!user) return app.executable;
  const folder = join(desktop.home, 'bin');
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const script = join(folder, `${basename(app.executable)}-as-ordinary-user`);
  const command = commandAs(user, app.executable)
    .map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`)
    .join(' ');
  writeFileSync(script, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
  return script;
}
