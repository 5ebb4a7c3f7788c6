import type { PresetServer } from '../../main/main-side.ts';
import { createMainLog } from '../../main/platform/main-log.ts';
import { systemClock } from '../../main/platform/system-clock.ts';
import { hostMainSide } from '../../main/worker/hosted-main-side.ts';
import { ensureBuilt, folderOfPart } from '../build/ensure-built.ts';
import {
  openPreviewWindow,
  type PreviewHost,
  type PreviewWindowOptions,
} from './preview-window.ts';

import { chooseFolderIn, saveIntoFolder } from './save-into-folder.ts';

export type { PreviewHost };

export interface PreviewHostOptions extends PreviewWindowOptions {
  readonly dataFolder: string;
  readonly presetServer: PresetServer | null;
  /** Which build of the page; the shipped one when left out. */
  readonly page?: 'therapist' | 'therapist-clear-media';
  /** Where the main side's log goes; the error output when left out. */
  readonly logDestination?: { write(line: string): void };
}

/**
 * Runs the therapist app without Electron: the same main side in the same thread of its own, the same page in a real Chromium. For
 * development, the demo and tests only; it has no capture shield, says so in its window, and is never packaged.
 *
 * The vault's key lives in the system's keychain. On Linux that is reached through `DBUS_SESSION_BUS_ADDRESS`, so this
 * process must have been started inside a session with an unlocked Secret Service.
 */
export async function launchPreviewHost(options: PreviewHostOptions): Promise<PreviewHost> {
  const { dataFolder, presetServer, page = 'therapist', logDestination = process.stderr } = options;
  await ensureBuilt([page]);
  return openPreviewWindow(options, {
    pageFolder: folderOfPart(page),
    createSide: (host) =>
      hostMainSide({
        host,
        dataFolder,
        presetServer,
        askWhere: saveIntoFolder(options.saveFolder),
        askFolder: chooseFolderIn(options.saveFolder),
        clock: systemClock,
        log: createMainLog(logDestination),
      }),
  });
}
