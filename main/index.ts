import { join } from 'node:path';
import { app, clipboard as systemClipboard, ClipboardItem } from 'electron';
import { CopiedText } from './platform/copied-text.ts';
import { findLinkArgument } from './platform/link-argument.ts';
import { createMainLog } from './platform/main-log.ts';
import { systemClock } from './platform/system-clock.ts';
import { systemRandom } from './platform/system-random.ts';
import type { AppEnding } from './windows/app-ending.ts';
import { CaptureShield } from './windows/capture/capture-shield.ts';
import { ownSystem } from './windows/capture/own-system.ts';
import { readDevelopmentOptions, shippedOptions } from './windows/development-options.ts';
import { ForeignLinks } from './windows/foreign-links.ts';
import { pageOrigin } from './windows/page-address.ts';
import { createElectronClipboard } from './windows/electron-clipboard.ts';
import { createElectronPower } from './windows/electron-power.ts';
import { askInFolderDialog, askInSaveDialog } from './windows/save-dialog.ts';
import { openShell, type Shell } from './windows/shell.ts';
import { startApp } from './windows/start-app.ts';
import { hostMainSide } from './worker/hosted-main-side.ts';

/** Written in by the build: `false` takes the hooks for tests and `npm start` out of the bundle. */
declare const __QUIETROOM_DEVELOPMENT__: boolean;

const options = __QUIETROOM_DEVELOPMENT__ ? readDevelopmentOptions(process.env) : shippedOptions;
const log = createMainLog(process.stderr);

/** The page and the preload of either flavour: `dist`, beside the folder that the main bundle's folder lies in. */
const builtFolder = join(import.meta.dirname, '../../dist');

function run(ending: AppEnding): void {
  const { node, chrome, electron } = process.versions;
  const shield = new CaptureShield({
    system: ownSystem(options.captureSystem),
    clock: systemClock,
    random: systemRandom,
    log,
  });
  const clipboard = new CopiedText({
    system: createElectronClipboard({
      clipboard: systemClipboard,
      ClipboardItem,
      platform: process.platform,
    }),
    clock: systemClock,
    random: systemRandom,
    log,
  });
  const mainSide = hostMainSide({
    host: {
      kind: 'electron',
      rendererOrigin: pageOrigin,
      versions: { app: app.getVersion(), node, chromium: chrome, electron },
    },
    dataFolder: join(app.getPath('userData'), 'vault'),
    presetServer: options.presetServer,
    askWhere: askInSaveDialog,
    power: createElectronPower(systemClock),
    capture: shield,
    clipboard,
    askFolder: askInFolderDialog,
    clock: systemClock,
    log,
  });
  const shell = openShell({
    mainSide,
    pageFolder: join(builtFolder, 'therapist'),
    preload: join(builtFolder, 'preload/bridge.cjs'),
    shield,
    clipboard,
    ending,
    clock: systemClock,
    log,
  });
  answerLinks(shell);
}

/** The system registers this app for none. One may be handed to it all the same, at its start or later. */
function answerLinks({ ask }: Shell): void {
  const links = new ForeignLinks(ask);
  void links.arrive(findLinkArgument(process.argv.slice(1)));
  app.on('second-instance', (_event, args) => {
    void links.arrive(findLinkArgument(args.slice(1)));
  });
  app.on('open-url', (event, address) => {
    event.preventDefault();
    void links.arrive(address);
  });
}

const { dataFolder, permittedSwitches } = options;
startApp({ dataFolder, permittedSwitches, clock: systemClock, log, run });
