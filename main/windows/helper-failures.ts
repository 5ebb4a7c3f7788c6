import type { App } from 'electron';
import type { Log } from '../../src/base/ports.ts';

/**
 * Chromium's own helpers (drawing, network, sound) are started again by Chromium. What went through one has to be mended
 * by whoever used it: pages connect anew. Here it is only told of.
 */
export function logHelperFailures(app: Pick<App, 'on'>, log: Log): void {
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (reason !== 'clean-exit') log.error('helper-gone', { helper: type, reason });
  });
}
