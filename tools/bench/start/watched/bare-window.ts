import { app, BrowserWindow } from 'electron';

// The floor: what Electron itself takes for a window like ours, with a page that holds one button. The page is in its
// address, because Chromium reads no archive once the fuse for Electron's own files is off, as it is in a package.

const page = '<!doctype html><title>Bare</title><button>Go</button>';

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false });
  window.once('ready-to-show', () => {
    window.show();
  });
  void window.loadURL(`data:text/html,${encodeURIComponent(page)}`);
});
