import { describe, expect, it } from 'vitest';
import { runPool } from '../../../tools/test/run-pool.ts';

describe('runPool', () => {
  it('returns results in the order of the tasks, however they end', async () => {
    const task = (value: number, delayMs: number) => async () => {
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      return value;
    };
    expect(await runPool([task(1, 20), task(2, 1), task(3, 5)], 2)).toEqual([1, 2, 3]);
  });

  it('runs no more at once than it may', async () => {
    let running = 0;
    let most = 0;
    const task = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
    };
    await runPool(
      Array.from({ length: 7 }, () => task),
      2,
    );
    expect(most).toBe(2);
  });
});
