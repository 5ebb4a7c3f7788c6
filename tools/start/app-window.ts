import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PresetServer } from '../../main/main-side.ts';
import { ensureBuilt, projectRoot } from '../build/ensure-built.ts';
import { launchPreviewHost } from '../preview-host/launch-preview-host.ts';

/** The therapist app's window, in whichever shell. */
export interface AppWindow {
  /** Settles when it was closed, by whomever. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

export interface AppWindowOptions {
  readonly dataFolder: string;
  readonly presetServer: PresetServer;
  readonly env: NodeJS.ProcessEnv;
}

/** The development flavour in Electron: it takes the data folder and the server from its environment. */
export async function openInElectron(
  electron: string,
  { dataFolder, presetServer, env }: AppWindowOptions,
): Promise<AppWindow> {
  await ensureBuilt(['main-development', 'preload', 'therapist']);
  const child = spawn(electron, [join(projectRoot, 'dist-development/main')], {
    env: {
      ...env,
      QUIETROOM_DATA_FOLDER: dataFolder,
      QUIETROOM_PRESET_SERVER: presetServer.origin,
      QUIETROOM_PRESET_CODE: presetServer.enrolmentCode,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const closed = once(child, 'exit').then(() => undefined);
  return {
    closed,
    close: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill();
      await closed;
    },
  };
}

/** The preview host in a window of a Chromium. */
export async function openInChromium(
  chromium: string,
  { dataFolder, presetServer, env }: AppWindowOptions,
): Promise<AppWindow> {
  // The keychain is used by this very process, which finds its bus by its own environment.
  Object.assign(process.env, { DBUS_SESSION_BUS_ADDRESS: env['DBUS_SESSION_BUS_ADDRESS'] });
  return launchPreviewHost({
    chromium,
    // Where Electron's main process keeps it too, so that both shells open the same vault.
    dataFolder: join(dataFolder, 'vault'),
    headless: false,
    presetServer,
    callerHandlesSignals: true,
    logDestination: { write: writeTroubles },
  });
}

const warnLevel = 40;

/** Passes on the lines of the log that tell of trouble; people read this terminal. */
function writeTroubles(line: string): void {
  const entry: unknown = JSON.parse(line);
  const level: unknown = Reflect.get(Object(entry), 'level');
  if (typeof level === 'number' && level >= warnLevel) process.stderr.write(line);
}
