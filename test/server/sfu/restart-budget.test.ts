import { describe, expect, it } from 'vitest';
import { RestartBudget } from '../../../server/sfu/restart-budget.ts';
import { FakeClock } from '../../support/fake-clock.ts';

describe('RestartBudget', () => {
  it('lets the first restarts of a minute happen at once', () => {
    const budget = new RestartBudget(2, new FakeClock());
    expect([budget.take(), budget.take()]).toEqual([0, 0]);
  });

  it('spreads more than that over the next minutes', async () => {
    const clock = new FakeClock();
    const budget = new RestartBudget(2, clock);
    budget.take();
    await clock.advance(10_000);
    budget.take();
    expect([budget.take(), budget.take(), budget.take()]).toEqual([50_000, 60_000, 110_000]);
  });

  it('forgets what is more than a minute old', async () => {
    const clock = new FakeClock();
    const budget = new RestartBudget(1, clock);
    budget.take();
    await clock.advance(60_000);
    expect(budget.take()).toBe(0);
  });
});
