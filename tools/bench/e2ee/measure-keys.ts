import type { Page } from 'playwright-core';
import { alternate } from '../alternate.ts';
import type { JoinTimes, KeyWayName } from './workers/keys/key-bench.ts';

/** Joins by worker, in the order in which they happened there: the first is that of a fresh worker. */
export type KeySamples = Readonly<Record<KeyWayName, readonly JoinTimes[]>>;

/** How many joins one worker does. By the last three the engine has compiled what there is. */
export const joinsPerWorker = 8;

/** Starts `workers` workers of each kind, in turn. */
export async function measureKeys(page: Page, workers: number): Promise<KeySamples> {
  console.error(
    `${String(workers)} fresh workers of each, ${String(joinsPerWorker)} joins in each`,
  );
  const way = (name: KeyWayName) => () =>
    page.evaluate(([which, count]) => window.keyBench.measureJoins(which, count), [
      name,
      joinsPerWorker,
    ] as const);
  return alternate({ ours: way('ours'), bareMls: way('bareMls') }, { runs: workers, warmUps: 1 });
}
