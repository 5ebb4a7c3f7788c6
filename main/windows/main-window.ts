import { BrowserWindow, type Session } from 'electron';
import { pageUrl } from './page-address.ts';

export interface MainWindowOptions {
  readonly session: Session;
  /** Absolute path of the preload. */
  readonly preload: string;
}

/** The therapist's window: sealed, without a name in its title, shown when there is something to see. */
export function openMainWindow({ session, preload }: MainWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Quietroom',
    width: 1280,
    height: 800,
    minWidth: 480,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload,
      devTools: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      spellcheck: false,
      // A call and the saving of notes go on while the window is hidden.
      backgroundThrottling: false,
    },
  });
  window.on('page-title-updated', (event) => {
    event.preventDefault();
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  void window.loadURL(pageUrl);
  return window;
}
