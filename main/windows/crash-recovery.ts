import type { WebContents } from 'electron';
import type { Clock, Log } from '../../src/base/ports.ts';

/** A page that dies again within this time is not loaded a second time: it would only die on. */
const restMs = 10_000;

/** Loads the page again after its process died: the main side still knows the session and every saved word. */
export function reloadAfterCrash(contents: WebContents, clock: Clock, log: Log): void {
  let lastMs = -Infinity;
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    log.error('page-gone', { reason });
    const nowMs = clock.nowMs();
    if (nowMs - lastMs >= restMs) contents.reload();
    lastMs = nowMs;
  });
}
