import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBenchBrowser, type BenchBrowser } from '../../../tools/bench/bench-browser.ts';
import { measureCalls } from '../../../tools/bench/e2ee/measure-calls.ts';
import { measureFrames } from '../../../tools/bench/e2ee/measure-frames.ts';
import { joinsPerWorker, measureKeys } from '../../../tools/bench/e2ee/measure-keys.ts';
import { openWorkersPage, type WorkersPage } from '../../../tools/bench/e2ee/open-workers-page.ts';
import { readChromium } from '../../../tools/setup/found-parts.ts';

describe('the end-to-end encryption benchmark', () => {
  let bench: BenchBrowser;
  let workers: WorkersPage;

  beforeAll(async () => {
    bench = await launchBenchBrowser(readChromium());
    workers = await openWorkersPage(bench.browser);
  });

  afterAll(async () => {
    await workers.close();
    await bench.browser.close();
  });

  it('puts frames through every worker and gets them back', async () => {
    // Opening the ways checks that each gives back what went in.
    const series = await measureFrames(workers.page, { rounds: 1, pacedRounds: 1 });
    expect(series).toHaveLength(8);
    for (const { pace, samples } of series) {
      const names = pace === 'back to back' ? ['livekit', 'raw', 'calls'] : ['livekit', 'raw'];
      expect(Object.keys(samples)).toEqual(['ours', ...names]);
      for (const [sample] of Object.values(samples)) {
        expect(Math.min(...(sample?.sealed ?? []), ...(sample?.opened ?? []))).toBeGreaterThan(0);
      }
      // e2ee.md, Frames: a header and a tag.
      expect(samples.ours[0]?.addedBytes).toBeLessThanOrEqual(22);
      expect(samples.livekit?.[0]?.addedBytes).toBe(30);
      expect(samples.raw?.[0]?.addedBytes).toBe(16);
    }
  });

  it('joins in fresh workers, again and again', async () => {
    const { ours, bareMls } = await measureKeys(workers.page, 1);
    for (const [times] of [ours, bareMls]) expect(times).toHaveLength(joinsPerWorker);
  });

  it('carries calls with our worker and with an empty one', async () => {
    const { ours, empty } = await measureCalls(bench, 1);
    // Ten seconds, both ways. What does not open is not decoded.
    for (const [call] of [ours, empty]) {
      expect(call?.browserCpuSeconds).toBeGreaterThan(0);
      expect(call?.media.sentFrames).toBeGreaterThan(50);
      expect(call?.media.decodedFrames).toBeGreaterThan(50);
    }
  });
});
