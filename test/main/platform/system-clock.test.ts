import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../main/platform/system-clock.ts';

describe('systemClock', () => {
  it('says what the machine says', () => {
    const before = Date.now();
    const now = systemClock.nowMs();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('calls back once, unless it is cancelled', async () => {
    const seen: string[] = [];
    const cancel = systemClock.after(1, () => seen.push('cancelled'));
    cancel();
    await new Promise<void>((resolve) => {
      systemClock.after(1, () => seen.push('first'));
      // Holds the test, as the clock's own timers hold nothing.
      setTimeout(resolve, 30);
    });
    expect(seen).toEqual(['first']);
  });
});
