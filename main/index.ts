import { join } from 'node:path';
import { app } from 'electron';
import { createMainSide } from './main-side.ts';
import { createSystemPorts } from './platform/system-ports.ts';
import { registerPageScheme } from './windows/app-protocol.ts';
import { readDevelopmentOptions, shippedOptions } from './windows/development-options.ts';
import { pageOrigin } from './windows/page-address.ts';
import { surviveFailures } from './windows/process-failures.ts';
import { findRefusedSwitch } from './windows/refused-switches.ts';
import { openShell } from './windows/shell.ts';

/** Written in by the build: `false` takes the hooks for tests and `npm start` out of the bundle. */
declare const __QUIETROOM_DEVELOPMENT__: boolean;

const options = __QUIETROOM_DEVELOPMENT__ ? readDevelopmentOptions(process.env) : shippedOptions;
const ports = createSystemPorts(process.stderr);

/** The page and the preload of either flavour: `dist`, beside the folder that the main bundle's folder lies in. */
const builtFolder = join(import.meta.dirname, '../../dist');

/** Why the app must not start, in words for whoever started it; null when it may. */
function findObstacle(): string | null {
  const { argv, platform } = process;
  const name = findRefusedSwitch(argv.slice(1), platform, options.permittedSwitches);
  return name === null
    ? null
    : `Quietroom does not start with --${name}: it would let others look into the app or its connections.`;
}

/** Everything here must happen before Electron is ready. */
function start(): void {
  const obstacle = findObstacle();
  if (obstacle !== null) {
    process.stderr.write(`${obstacle}\n`);
    process.exit(1);
  }
  if (options.dataFolder !== null) app.setPath('userData', options.dataFolder);
  app.enableSandbox();
  registerPageScheme();
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write('Quietroom is already running; its window was brought to the front.\n');
    process.exit(0);
  }
  surviveFailures(process, ports.log);
  void app.whenReady().then(run);
}

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
    ...ports,
  });
  openShell({
    mainSide,
    pageFolder: join(builtFolder, 'therapist'),
    preload: join(builtFolder, 'preload/bridge.cjs'),
    ...ports,
  });
}

start();
