import { expect, it } from 'vitest';
import { onWake } from '../../../renderer/platform/wake.ts';
import { SleepyClock } from '../../support/sleepy-clock.ts';

it('tells of a sleep at the next look, and of nothing else', async () => {
  const clock = new SleepyClock();
  const heard: number[] = [];
  const stop = onWake(
    clock,
    () => 5_000,
    (stoodMs) => heard.push(stoodMs),
  );
  await clock.advance(60_000);
  expect(heard).toEqual([]);
  await clock.advance(500);
  // Held up for a moment is no sleep; neither is a clock that was set back.
  clock.sleptMs += 4_999;
  await clock.advance(2_000);
  clock.sleptMs -= 3_600_000;
  await clock.advance(2_000);
  expect(heard).toEqual([]);
  clock.sleptMs += 90_000;
  await clock.advance(2_000);
  expect(heard).toEqual([90_000]);
  await clock.advance(10_000);
  expect(heard).toHaveLength(1);
  stop();
  expect(clock.pending).toBe(0);
});
