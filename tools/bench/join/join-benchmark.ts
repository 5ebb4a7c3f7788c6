import { parseArgs } from 'node:util';
import { alternate } from '../alternate.ts';
import { launchBenchBrowser, type BenchBrowser } from '../bench-browser.ts';
import { CleanUp } from '../clean-up.ts';
import { packageVersions } from '../package-versions.ts';
import type { BenchReport } from '../report.ts';
import { readParts } from '../../setup/found-parts.ts';
import { startFloor } from './floor/floor-way.ts';
import { joinReport, type JoinSamples } from './join-report.ts';
import { measureJoin } from './measure-join.ts';
import { startProduct } from './product/product-way.ts';
import { stepTable } from './step-table.ts';
import type { WayToJoin } from './way-to-join.ts';

const packages = ['mediasoup', 'mediasoup-client', 'playwright-core', 'react', 'zod'];

/** How many joins, and in how many of them the call goes on for ten seconds to be measured. */
interface JoinOptions {
  readonly joins: number;
  readonly calls: number;
  /** Prints what happens between the press and the first frame; costs a little in every figure. */
  readonly withSteps: boolean;
}

/** `join [--joins N] [--calls N] [--steps]`. Linux only: it reads CPU times of process trees from /proc. */
export async function runJoinBenchmark(args: readonly string[]): Promise<BenchReport> {
  const options = parseJoinOptions(args);
  const { chromium } = readParts();
  const cleanUp = new CleanUp();
  try {
    const guests = await launchBenchBrowser(chromium);
    cleanUp.add(() => guests.browser.close());
    const residents = await launchBenchBrowser(chromium);
    cleanUp.add(() => residents.browser.close());
    const floor = await startFloor(residents.browser, options.withSteps);
    cleanUp.add(() => floor.stop());
    const product = await startProduct({ chromium, withSteps: options.withSteps });
    cleanUp.add(() => product.stop());
    const samples = await takeSamples({ ours: product, floor }, guests, options);
    if (options.withSteps) printSteps(samples);
    return joinReport(samples, {
      node: process.version,
      chromium: guests.browser.version(),
      ...packageVersions(packages),
    });
  } finally {
    await cleanUp.run();
  }
}

async function takeSamples(
  ways: { readonly ours: WayToJoin; readonly floor: WayToJoin },
  guests: BenchBrowser,
  options: JoinOptions,
): Promise<JoinSamples> {
  const { withSteps } = options;
  const measure = (way: WayToJoin) => async (run: number) =>
    measureJoin(way, guests, { withCall: isCallRun(run, options), withSteps });
  return alternate(
    { ours: measure(ways.ours), floor: measure(ways.floor) },
    { runs: options.joins, warmUps: 1, onProgress: announce },
  );
}

/** @throws Error for options that make no sense */
export function parseJoinOptions(args: readonly string[]): JoinOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      joins: { type: 'string', default: '20' },
      calls: { type: 'string', default: '5' },
      steps: { type: 'boolean', default: false },
    },
  });
  const joins = Number(values.joins);
  const calls = Number(values.calls);
  if (!Number.isInteger(joins) || !Number.isInteger(calls) || calls < 1 || joins < calls) {
    throw new Error('--joins and --calls are counts, with at least as many joins as calls');
  }
  return { joins, calls, withSteps: values.steps };
}

/** Spreads the measured calls evenly over the joins, warm-ups excluded. */
export function isCallRun(
  run: number,
  { joins, calls }: Pick<JoinOptions, 'joins' | 'calls'>,
): boolean {
  return run >= 0 && Math.floor(((run + 1) * calls) / joins) > Math.floor((run * calls) / joins);
}

function announce(name: string, run: number, runs: number): void {
  console.error(`${name}: join ${run + 1} of ${runs}`);
}

function printSteps({ ours, floor }: JoinSamples): void {
  for (const [name, joins] of Object.entries({ ours, floor })) {
    console.error(`\n${name}, from navigation:\n${stepTable(joins.map(({ arrival }) => arrival))}`);
    console.error(`\n${name}, from the press:\n${stepTable(joins.map(({ join }) => join))}`);
  }
}
