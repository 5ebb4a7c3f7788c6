import { parseArgs } from 'node:util';
import { launchBenchBrowser, type BenchBrowser } from '../bench-browser.ts';
import { CleanUp } from '../clean-up.ts';
import { packageVersions } from '../package-versions.ts';
import type { BenchReport } from '../report.ts';
import { readParts } from '../../setup/found-parts.ts';
import { e2eeReport, type E2eeSamples } from './e2ee-report.ts';
import { measureCalls } from './measure-calls.ts';
import { measureFrames } from './measure-frames.ts';
import { measureKeys } from './measure-keys.ts';
import { openWorkersPage } from './open-workers-page.ts';

const packages = ['livekit-client', 'mediasoup', 'mediasoup-client', 'playwright-core', 'ts-mls'];

/** How often each part is measured; 0 leaves it out. */
interface E2eeOptions {
  /** Batches of 40 frames back to back, per way and size. */
  readonly rounds: number;
  /** Half seconds with a frame every 10 ms, per way and size. */
  readonly pacedRounds: number;
  /** Fresh workers in which joins are measured. */
  readonly workers: number;
  /** Calls of which 10 s are measured. */
  readonly calls: number;
}

/**
 * `e2ee [--rounds N] [--paced N] [--workers N] [--calls N]`. Everything in one browser. Linux only: it reads CPU times of
 * process trees from /proc.
 */
export async function runE2eeBenchmark(args: readonly string[]): Promise<BenchReport> {
  const options = parseE2eeOptions(args);
  const { chromium } = readParts();
  const cleanUp = new CleanUp();
  try {
    const bench = await launchBenchBrowser(chromium);
    cleanUp.add(() => bench.browser.close());
    return e2eeReport(await takeSamples(bench, options, cleanUp), {
      node: process.version,
      chromium: bench.browser.version(),
      ...packageVersions(packages),
    });
  } finally {
    await cleanUp.run();
  }
}

async function takeSamples(
  bench: BenchBrowser,
  { rounds, pacedRounds, workers, calls }: E2eeOptions,
  cleanUp: CleanUp,
): Promise<E2eeSamples> {
  const workersPage = await openWorkersPage(bench.browser);
  cleanUp.add(() => workersPage.close());
  const { page } = workersPage;
  const frames = rounds > 0 ? await measureFrames(page, { rounds, pacedRounds }) : [];
  const keys = workers > 0 ? await measureKeys(page, workers) : null;
  // Its workers would go on talking to each other while the calls are measured.
  await page.goto('about:blank');
  return { frames, keys, calls: calls > 0 ? await measureCalls(bench, calls) : null };
}

/** @throws Error for options that make no sense */
export function parseE2eeOptions(args: readonly string[]): E2eeOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '80' },
      paced: { type: 'string', default: '2' },
      workers: { type: 'string', default: '8' },
      calls: { type: 'string', default: '3' },
    },
  });
  if (Object.values(values).some((text) => !/^\d+$/u.test(text))) {
    throw new Error('--rounds, --paced, --workers and --calls are counts');
  }
  return {
    rounds: Number(values.rounds),
    pacedRounds: Number(values.paced),
    workers: Number(values.workers),
    calls: Number(values.calls),
  };
}
