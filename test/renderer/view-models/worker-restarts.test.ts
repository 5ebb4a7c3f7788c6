import { expect, it } from 'vitest';
import { WorkerRestarts } from '../../../renderer/view-models/worker-restarts.ts';
import { FakeClock } from '../../support/fake-clock.ts';

it('replaces a worker three times a minute, and no more often', async () => {
  const clock = new FakeClock();
  const restarts = new WorkerRestarts(clock);
  expect([1, 2, 3, 4].map(() => restarts.take())).toEqual([true, true, true, false]);
  await clock.advance(60_000);
  expect(restarts.take()).toBe(true);
});
