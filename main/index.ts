import { join } from 'node:path';
import { app } from 'electron';
import { createMainSide } from './main-side.ts';
import { createPassphraseKdf } from './platform/passphrase-kdf.ts';
import { createSystemPorts } from './platform/system-ports.ts';
import { readDevelopmentOptions, shippedOptions } from './windows/development-options.ts';
import { pageOrigin } from './windows/page-address.ts';
import { createFileSaver } from './platform/file-saver.ts';
import { askInSaveDialog } from './windows/save-dialog.ts';
import { openShell } from './windows/shell.ts';
import { startApp } from './windows/start-app.ts';

/** Written in by the build: `false` takes the hooks for tests and `npm start` out of the bundle. */
declare const __QUIETROOM_DEVELOPMENT__: boolean;

const options = __QUIETROOM_DEVELOPMENT__ ? readDevelopmentOptions(process.env) : shippedOptions;
const ports = createSystemPorts(process.stderr);

/** The page and the preload of either flavour: `dist`, beside the folder that the main bundle's folder lies in. */
const builtFolder = join(import.meta.dirname, '../../dist');

function run(): void {
  const { node, chrome, electron } = process.versions;
  const mainSide = createMainSide({
    host: {
      kind: 'electron',
      rendererOrigin: pageOrigin,
      versions: { app: app.getVersion(), node, chromium: chrome, electron },
    },
    dataFolder: join(app.getPath('userData'), 'vault'),
    presetServer: options.presetServer,
    kdf: createPassphraseKdf(),
    save: createFileSaver(askInSaveDialog, ports.random),
    ...ports,
  });
  openShell({
    mainSide,
    pageFolder: join(builtFolder, 'therapist'),
    preload: join(builtFolder, 'preload/bridge.cjs'),
    ...ports,
  });
}

const { dataFolder, permittedSwitches } = options;
startApp({ dataFolder, permittedSwitches, log: ports.log, run });
