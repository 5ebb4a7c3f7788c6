import { ensureBuilt } from '../build/ensure-built.ts';
import { launchGuestPreviewHost } from '../preview-host/launch-guest-preview-host.ts';
import { readChromium } from '../setup/found-parts.ts';
import {
  openElectron,
  savedFolderOf,
  troublesOnly,
  useKeyringHere,
  type AppWindow,
  type WindowShell,
} from '../start/app-window.ts';

export interface GuestWindowOptions {
  /** The invite, in the app's form. */
  readonly link: string;
  readonly dataFolder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Opens the app for clients in the shell that was chosen, as the system would for a link that was clicked. */
export async function openGuestWindow(
  choice: WindowShell,
  { link, dataFolder, env }: GuestWindowOptions,
): Promise<AppWindow> {
  if (choice.shell === 'electron') {
    await ensureBuilt(['guest-main-development', 'guest-preload', 'guest-app']);
    return openElectron({
      electron: choice.electron,
      main: 'guest-main-development',
      args: [link],
      env: { ...env, QUIETROOM_DATA_FOLDER: dataFolder },
    });
  }
  useKeyringHere(env);
  return launchGuestPreviewHost({
    chromium: readChromium(),
    link,
    headless: false,
    saveFolder: savedFolderOf(dataFolder),
    callerHandlesSignals: true,
    logDestination: troublesOnly,
  });
}
