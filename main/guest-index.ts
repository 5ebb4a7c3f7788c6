import { join } from 'node:path';
import { app, clipboard as systemClipboard, ClipboardItem } from 'electron';
import { createGuestSide } from './guest/guest-side.ts';
import { findLinkArgument } from './platform/link-argument.ts';
import { CopiedText } from './platform/copied-text.ts';
import { createPortalPage } from './platform/posture/portal-page.ts';
import { serverKeys } from './platform/posture/server-keys.ts';
import { createSystemPosture } from './platform/posture/system-posture.ts';
import { guestEntries } from './platform/system-keychain.ts';
import { createSystemPorts } from './platform/system-ports.ts';
import type { AppEnding } from './windows/app-ending.ts';
import { CaptureShield } from './windows/capture/capture-shield.ts';
import { ownSystem } from './windows/capture/own-system.ts';
import { readDevelopmentOptions, shippedOptions } from './windows/development-options.ts';
import { createElectronClipboard } from './windows/electron-clipboard.ts';
import { pageOrigin } from './windows/page-address.ts';
import { createFileSaver } from './platform/file-saver.ts';
import { createReceivedMark } from './platform/received-mark.ts';
import { askInSaveDialog } from './windows/save-dialog.ts';
import { openShell, type Shell } from './windows/shell.ts';
import { startApp } from './windows/start-app.ts';

/** Written in by the build: `false` takes the hooks for tests out of the bundle. */
declare const __QUIETROOM_DEVELOPMENT__: boolean;

const options = __QUIETROOM_DEVELOPMENT__ ? readDevelopmentOptions(process.env) : shippedOptions;
const ports = createSystemPorts(process.stderr, guestEntries);

/** The page and the preload of either flavour: `dist`, beside the folder that the main bundle's folder lies in. */
const builtFolder = join(import.meta.dirname, '../../dist');

/** Beside the therapist's app, never in its place: somebody may be a client and a therapist on one computer. */
const dataFolder = options.dataFolder ?? join(app.getPath('appData'), 'Quietroom Guest');

const shield = new CaptureShield({ system: ownSystem(options.captureSystem), ...ports });
const clipboard = new CopiedText({
  system: createElectronClipboard({
    clipboard: systemClipboard,
    ClipboardItem,
    platform: process.platform,
  }),
  ...ports,
});
const { node, chrome, electron } = process.versions;
const guestSide = createGuestSide({
  host: {
    kind: 'electron',
    rendererOrigin: pageOrigin,
    versions: { app: app.getVersion(), node, chromium: chrome, electron },
  },
  opened: findLinkArgument(process.argv.slice(1)),
  save: createFileSaver(askInSaveDialog, ports.random, createReceivedMark(ports)),
  posture: createSystemPosture({
    platform: process.platform,
    environment: process.env,
    dataFolder,
    clock: ports.clock,
  }),
  network: { serverKeys, portal: createPortalPage() },
  capture: shield,
  clipboard,
  ...ports,
});
let shell: Shell | null = null;

// Where the system starts the app again for each link, it hands the command line of that start over to this one.
app.on('second-instance', (_event, args) => {
  const text = findLinkArgument(args.slice(1));
  if (text !== null) guestSide.arrive(text);
});

// macOS asks the app that runs, or has just been started.
app.on('open-url', (event, address) => {
  event.preventDefault();
  guestSide.arrive(address);
  shell?.bringToFront();
});

function run(ending: AppEnding): void {
  shell = openShell({
    mainSide: guestSide,
    pageFolder: join(builtFolder, 'guest-app'),
    preload: join(builtFolder, 'guest-preload/bridge.cjs'),
    shield,
    clipboard,
    ending,
    ...ports,
  });
}

startApp({ dataFolder, permittedSwitches: options.permittedSwitches, ...ports, run });
