import type { Page } from 'playwright-core';
import { alternate } from '../alternate.ts';
import type { FrameSample, FrameTask, WayName } from './workers/frames/frame-bench.ts';

/** A frame as calls have them. */
interface FrameSort extends Pick<FrameTask, 'kind' | 'sizeBytes'> {
  readonly label: string;
}

/** What one size showed at one pace. Batches of all ways were taken in turn. */
export interface FrameSeries {
  readonly sort: FrameSort;
  readonly pace: 'back to back' | 'one per 10 ms';
  readonly samples: Readonly<Partial<Record<WayName, readonly FrameSample[]>>> & {
    readonly ours: readonly FrameSample[];
  };
}

const sorts: readonly FrameSort[] = [
  { label: 'Opus 160 B', kind: 'audio', sizeBytes: 160 },
  { label: 'video 1 KB', kind: 'video', sizeBytes: 1024 },
  { label: 'video 8 KB', kind: 'video', sizeBytes: 8 * 1024 },
  { label: 'video 30 KB', kind: 'video', sizeBytes: 30 * 1024 },
];

/** Long enough for the clock; short enough that a busy machine seldom takes the processor away within one. */
const batchFrames = 40;
/** Half a second. */
const pacedFrames = 50;
const pacedIntervalMs = 10;

/** Measures every size at both paces. `rounds` are batches per way back to back, `pacedRounds` at a pace. */
export async function measureFrames(
  page: Page,
  { rounds, pacedRounds }: { rounds: number; pacedRounds: number },
): Promise<FrameSeries[]> {
  await page.evaluate(() => window.frameBench.open());
  const series: FrameSeries[] = [];
  for (const sort of sorts) {
    const { kind, sizeBytes } = sort;
    const way = (name: WayName, task: FrameTask) => () =>
      page.evaluate(([which, what]) => window.frameBench.measure(which, what), [
        name,
        task,
      ] as const);
    console.error(`${sort.label}: ${String(rounds)} × ${String(batchFrames)} frames each way`);
    const burst = { kind, sizeBytes, count: batchFrames, intervalMs: null };
    const paced = { kind, sizeBytes, count: pacedFrames, intervalMs: pacedIntervalMs };
    series.push({
      sort,
      pace: 'back to back',
      samples: await alternate(
        {
          ours: way('ours', burst),
          livekit: way('livekit', burst),
          raw: way('raw', burst),
          calls: way('calls', burst),
        },
        { runs: rounds, warmUps: 10 },
      ),
    });
    if (pacedRounds === 0) continue;
    series.push({
      sort,
      pace: 'one per 10 ms',
      samples: await alternate(
        { ours: way('ours', paced), livekit: way('livekit', paced), raw: way('raw', paced) },
        { runs: pacedRounds, warmUps: 0 },
      ),
    });
  }
  return series;
}
