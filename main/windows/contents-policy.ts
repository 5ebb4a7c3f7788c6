import type { WebContents } from 'electron';
import type { Clock, Log } from '../../src/base/ports.ts';
import { isOwnPage } from './page-address.ts';
import { policyRefusals } from './policy-refusals.ts';

/** Keeps a page where it is: no navigation, redirect, new window, embedded page or dialog of the browser's own. */
export function applyContentsPolicy(contents: WebContents, clock: Clock, log: Log): void {
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
  const hear = policyRefusals(clock, log);
  contents.on('console-message', (details, _level, text) => {
    // Electron before 35 has the text beside the event only.
    hear('message' in details ? details.message : text);
  });
  // Addresses of the machine's other networks are not offered to the other side.
  contents.setWebRTCIPHandlingPolicy('default_public_interface_only');
}
