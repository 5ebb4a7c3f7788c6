import type { BrowserContext, Page } from 'playwright-core';

/** What a page's media workers have told it so far. */
export interface WorkerTelling {
  /** The last one; null before there was a group. */
  readonly epoch: number | null;
  readonly sealed: number;
  readonly opened: number;
  /** Dropped frames by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  /** What came in and was refused, by reason. */
  readonly refused: readonly string[];
}

interface Counts {
  readonly sealed: number;
  readonly opened: number;
  readonly dropped: Readonly<Record<string, number>>;
}

declare global {
  interface Window {
    quietroomWorkers?: {
      epoch: number | null;
      /** The last counts of each worker. */
      readonly counts: (readonly Counts[])[];
      readonly refused: string[];
    };
  }
}

/**
 * Listens to the page's media workers from outside: the product itself has no such hook. Must be called before the page
 * loads.
 */
export async function installWorkerProbe(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const heard: NonNullable<Window['quietroomWorkers']> = {
      epoch: null,
      counts: [],
      refused: [],
    };
    window.quietroomWorkers = heard;
    const Original = window.Worker;
    window.Worker = class extends Original {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        const worker = heard.counts.push([]) - 1;
        this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
          take(worker, data as { push?: string; data: Record<string, unknown> });
        });
      }
    };
    function take(worker: number, message: { push?: string; data: Record<string, unknown> }): void {
      const { push, data } = message;
      if (push === 'session.state') heard.epoch = Number(data['epoch']);
      if (push === 'session.refused') heard.refused.push(String(data['reason']));
      if (push === 'track.counts') heard.counts[worker] = data['tracks'] as Counts[];
    }
  });
}

/** What the page's media workers have told, summed up over tracks. */
export async function readWorkers(page: Page): Promise<WorkerTelling> {
  return page.evaluate(() => {
    const { epoch = null, counts = [], refused = [] } = window.quietroomWorkers ?? {};
    const tracks = counts.flat();
    const dropped: Record<string, number> = {};
    for (const track of tracks) {
      for (const [reason, count] of Object.entries(track.dropped)) {
        dropped[reason] = (dropped[reason] ?? 0) + count;
      }
    }
    return {
      epoch,
      sealed: tracks.reduce((sum, track) => sum + track.sealed, 0),
      opened: tracks.reduce((sum, track) => sum + track.opened, 0),
      dropped,
      refused,
    };
  });
}
