import { expect, it } from 'vitest';
import { RecentCount } from '../../../src/base/recent-count.ts';
import { FakeClock } from '../../support/fake-clock.ts';

it('counts what happened within its time, and forgets the rest', async () => {
  const clock = new FakeClock();
  const count = new RecentCount(clock, 1_000);
  expect([count.add(), count.add()]).toEqual([1, 2]);
  await clock.advance(999);
  expect(count.add()).toBe(3);
  await clock.advance(1);
  expect(count.add()).toBe(2);
  count.clear();
  expect(count.add()).toBe(1);
});
