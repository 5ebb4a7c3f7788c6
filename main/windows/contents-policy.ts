import type { WebContents } from 'electron';
import type { Log } from '../../src/base/ports.ts';
import { isOwnPage } from './page-address.ts';

/** Keeps a page where it is: no navigation, redirect, new window, embedded page or dialog of the browser's own. */
export function applyContentsPolicy(contents: WebContents, log: Log): void {
  contents.on('will-frame-navigate', (event) => {
    // Loading the same page again is how it recovers.
    if (event.isMainFrame && isOwnPage(event.url)) return;
    event.preventDefault();
    log.warn('navigation-refused');
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
    log.warn('redirect-refused');
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    log.warn('webview-refused');
  });
  contents.setWindowOpenHandler(() => {
    log.warn('window-refused');
    return { action: 'deny' };
  });
  // Addresses of the machine's other networks are not offered to the other side.
  contents.setWebRTCIPHandlingPolicy('default_public_interface_only');
}
