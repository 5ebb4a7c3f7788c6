import { createGuestSide } from '../../main/guest/guest-side.ts';
import { createFileSaver } from '../../main/platform/file-saver.ts';
import { createReceivedMark } from '../../main/platform/received-mark.ts';
import { guestEntries } from '../../main/platform/system-keychain.ts';
import { createSystemPorts } from '../../main/platform/system-ports.ts';
import { ensureBuilt, folderOfPart } from '../build/ensure-built.ts';
import {
  openPreviewWindow,
  type PreviewHost,
  type PreviewWindowOptions,
} from './preview-window.ts';
import { saveIntoFolder } from './save-into-folder.ts';

export interface GuestPreviewHostOptions extends PreviewWindowOptions {
  /** The invite that the app is opened with, as `quietroom://join/…`; null: none yet. */
  readonly link: string | null;
  /** Where the main side's log goes; the error output when left out. */
  readonly logDestination?: { write(line: string): void };
}

export interface GuestPreviewHost extends PreviewHost {
  /** Hands another link over, as the system does while the app runs. */
  arrive(link: string): void;
}

/**
 * Runs the app for clients without Electron, as `launchPreviewHost` runs the therapist's. The key of its device lies in
 * the system's keychain; without one it lives as long as this process.
 */
export async function launchGuestPreviewHost(
  options: GuestPreviewHostOptions,
): Promise<GuestPreviewHost> {
  await ensureBuilt(['guest-app']);
  const { link: opened, logDestination = process.stderr } = options;
  const ports = createSystemPorts(logDestination, guestEntries);
  const save = createFileSaver(
    saveIntoFolder(options.saveFolder),
    ports.random,
    createReceivedMark(ports),
  );
  const { side, ...host } = await openPreviewWindow(options, {
    pageFolder: folderOfPart('guest-app'),
    createSide: (info) => createGuestSide({ host: info, opened, save, ...ports }),
  });
  return {
    ...host,
    arrive: (link) => {
      side.arrive(link);
    },
  };
}
