import { app, session, type BrowserWindow } from 'electron';
import type { Clock, Log } from '../../src/base/ports.ts';
import { Scope } from '../../src/base/scope.ts';
import type { AppEnding } from './app-ending.ts';
import { setAppMenu } from './app-menu.ts';
import { servePages } from './app-protocol.ts';
import { askInDialog, type AskPerson } from './ask-person.ts';
import type { CopiedText } from '../platform/copied-text.ts';
import type { CaptureShield } from './capture/capture-shield.ts';
import { createElectronCapture } from './capture/electron-capture.ts';
import { WindowProtection } from './capture/window-protection.ts';
import { applyContentsPolicy } from './contents-policy.ts';
import { logHelperFailures } from './helper-failures.ts';
import { serveIpc } from './ipc-endpoint.ts';
import { openMainWindow } from './main-window.ts';
import { recoverPage } from './page-recovery.ts';
import { PageServer } from './page-server.ts';
import { applySessionPolicy } from './session-policy.ts';
import type { ShellSide } from './shell-side.ts';

export interface ShellOptions {
  readonly mainSide: ShellSide;
  /** Folder of the built page, and path of the built preload. */
  readonly pageFolder: string;
  readonly preload: string;
  readonly shield: CaptureShield;
  /** Emptied of what is ours when the app ends. */
  readonly clipboard: Pick<CopiedText, 'close'>;
  readonly ending: AppEnding;
  readonly clock: Clock;
  readonly log: Log;
}

/** The one window. */
export interface Shell {
  /** Asks the person in front of it, in the system's own dialog. */
  readonly ask: AskPerson;
  /** Shows it to the person, wherever it was. */
  bringToFront(): void;
}

/** Puts the one window around the main side. Only when Electron is ready. */
export function openShell(options: ShellOptions): Shell {
  const { mainSide, pageFolder, preload, shield, clipboard, ending, clock, log } = options;
  const scope = new Scope();
  // Without `persist:` nothing of the page's storage or cache reaches the disk.
  const pages = session.fromPartition('quietroom', { cache: false });
  let window: BrowserWindow | null = null;
  const server = new PageServer(mainSide, () => window?.webContents.reload());
  const serverOrigin = (): string | null => server.origin;

  setAppMenu(process.platform);
  offerNoCertificate(log);
  const protection = new WindowProtection({ canProtect: process.platform !== 'linux', log });
  app.on('browser-window-created', (_event, made) => {
    protection.take(made);
  });
  app.on('web-contents-created', (_event, contents) => {
    applyContentsPolicy(contents, clock, log);
  });
  applySessionPolicy(pages, { serverOrigin, log });
  applySessionPolicy(session.defaultSession, { serverOrigin: () => null, log });
  servePages(pages, {
    root: pageFolder,
    serverOrigin,
    onDocument: () => {
      server.pageServed();
    },
    log,
  });
  serveIpc({
    table: mainSide.table,
    handle: server.handle,
    isKnown: (contents) => contents === window?.webContents,
    scope,
  });
  window = openMainWindow({ session: pages, preload });
  tryToCapture(window, shield, protection);
  const { webContents } = window;
  const ask = askInDialog(() => window);
  recoverPage(webContents, {
    ask,
    quit: () => {
      app.quit();
    },
    clock,
    log,
  });
  webContents.on('will-prevent-unload', (event) => {
    // A page may want to stay; an app that has failed cannot.
    if (ending.hasFailed) event.preventDefault();
  });
  logHelperFailures(app, log);
  scope.own(
    mainSide.onPush((channel, data) => {
      if (!webContents.isDestroyed()) webContents.send(channel, data);
    }),
  );
  window.once('closed', () => {
    window = null;
  });
  const bringToFront = (): void => {
    if (!window) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
  app.on('second-instance', bringToFront);
  closeBeforeQuit(scope, [mainSide, clipboard], ending);
  return { ask, bringToFront };
}

/** Once, when the window has shown itself for the first time: before anybody can be in a call. */
function tryToCapture(
  window: BrowserWindow,
  shield: CaptureShield,
  protection: WindowProtection,
): void {
  const current = (): BrowserWindow | null => (window.isDestroyed() ? null : window);
  shield.attach(createElectronCapture({ window: current, protection }));
  protection.events.on('lost', () => {
    shield.lose();
  });
  window.once('show', () => {
    void shield.test();
  });
}

/** Electron would give the first certificate of the system's store to any server that asks: it says whose computer it is. */
function offerNoCertificate(log: Log): void {
  app.on('select-client-certificate', (event, _contents, _url, _list, choose) => {
    event.preventDefault();
    log.warn('certificate-refused');
    choose();
  });
}

/** The main side is closed, its keys are wiped and copied text is taken back before the process ends, whoever ended it. */
function closeBeforeQuit(
  scope: Scope,
  parts: readonly { close(): Promise<void> }[],
  ending: AppEnding,
): void {
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.once('will-quit', (event) => {
    event.preventDefault();
    scope.close();
    void Promise.allSettled(parts.map((part) => part.close())).finally(() => {
      ending.exit();
    });
  });
}
