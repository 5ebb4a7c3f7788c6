import type { WebContents } from 'electron';
import type { Clock, Log } from '../../src/base/ports.ts';
import { RecentCount } from '../../src/base/recent-count.ts';
import type { AskPerson } from './ask-person.ts';

/** A page that dies so often within a minute is not loaded again by itself: it would only die on. */
const spanMs = 60_000;
const mostDeaths = 3;

export interface PageRecoveryOptions {
  readonly ask: AskPerson;
  /** Ends the app. */
  readonly quit: () => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps a page alive: the main side still knows the session and every saved word, and the page finds back to them. */
export function recoverPage(contents: WebContents, options: PageRecoveryOptions): void {
  loadAgainAfterDeath(contents, options);
  offerToEndHang(contents, options);
}

function loadAgainAfterDeath(
  contents: WebContents,
  { ask, quit, clock, log }: PageRecoveryOptions,
): void {
  const deaths = new RecentCount(clock, spanMs);
  const askWhatNow = async (): Promise<void> => {
    const again = await ask('page-stopped');
    if (contents.isDestroyed()) return;
    if (!again) {
      quit();
      return;
    }
    deaths.clear();
    contents.reload();
  };
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    log.error('page-gone', { reason });
    if (deaths.add() < mostDeaths) contents.reload();
    else void askWhatNow();
  });
}

function offerToEndHang(contents: WebContents, { ask, log }: PageRecoveryOptions): void {
  let hanging: AbortController | null = null;
  const over = (): void => {
    hanging?.abort();
    hanging = null;
  };
  contents.on('unresponsive', () => {
    if (hanging) return;
    log.warn('page-stuck');
    const question = new AbortController();
    hanging = question;
    void ask('page-stuck', question.signal).then((waits) => {
      const isOver = question.signal.aborted;
      if (hanging === question) hanging = null;
      // It is loaded again like one that died by itself.
      if (!waits && !isOver && !contents.isDestroyed()) contents.forcefullyCrashRenderer();
    });
  });
  contents.on('responsive', over);
  contents.on('render-process-gone', over);
}
