import { join } from 'node:path';
import type { PresetServer } from '../../main/main-side.ts';
import { ensureBuilt } from '../build/ensure-built.ts';
import { launchPreviewHost } from '../preview-host/launch-preview-host.ts';
import { readChromium } from '../setup/found-parts.ts';
import {
  openElectron,
  savedFolderOf,
  troublesOnly,
  useKeyringHere,
  type AppWindow,
  type WindowShell,
} from './app-window.ts';

export interface TherapistWindowOptions {
  readonly dataFolder: string;
  readonly presetServer: PresetServer;
  readonly env: NodeJS.ProcessEnv;
}

/** Opens the therapist's app in the shell that was chosen. */
export async function openTherapistWindow(
  choice: WindowShell,
  { dataFolder, presetServer, env }: TherapistWindowOptions,
): Promise<AppWindow> {
  if (choice.shell === 'electron') {
    await ensureBuilt(['main-development', 'preload', 'therapist']);
    return openElectron({
      electron: choice.electron,
      main: 'main-development',
      env: {
        ...env,
        QUIETROOM_DATA_FOLDER: dataFolder,
        QUIETROOM_PRESET_SERVER: presetServer.origin,
        QUIETROOM_PRESET_CODE: presetServer.enrolmentCode,
      },
    });
  }
  useKeyringHere(env);
  return launchPreviewHost({
    chromium: readChromium(),
    // Where Electron's main process keeps it too, so that both shells open the same vault.
    dataFolder: join(dataFolder, 'vault'),
    headless: false,
    saveFolder: savedFolderOf(dataFolder),
    presetServer,
    callerHandlesSignals: true,
    logDestination: troublesOnly,
  });
}
