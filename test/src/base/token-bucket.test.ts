import { describe, expect, it } from 'vitest';
import { TokenBucket } from '../../../src/base/token-bucket.ts';
import { FakeClock } from '../../support/fake-clock.ts';

describe('TokenBucket', () => {
  it('lets the burst through and no more', () => {
    const bucket = new TokenBucket(3, 1, new FakeClock());
    expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([true, true, true, false]);
  });

  it('refills with time, up to the burst', async () => {
    const clock = new FakeClock();
    const bucket = new TokenBucket(2, 2, clock);
    bucket.take();
    bucket.take();
    await clock.advance(500);
    expect([bucket.take(), bucket.take()]).toEqual([true, false]);
    await clock.advance(3_600_000);
    expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([true, true, false]);
  });

  it('takes nothing away when the wall clock is set back', () => {
    let nowMs = 10_000;
    const clock = { nowMs: () => nowMs, after: () => () => undefined };
    const bucket = new TokenBucket(1, 1, clock);
    nowMs = 0;
    expect(bucket.take()).toBe(true);
    nowMs = 1_000;
    expect(bucket.take()).toBe(true);
  });
});
