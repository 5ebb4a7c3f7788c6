import { expect, it } from 'vitest';
import { AskLimit } from '../../../../renderer/media/worker/ask-limit.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

it('answers one asker a few times in a row, and again after a while', async () => {
  const clock = new FakeClock();
  const limit = new AskLimit(clock);
  expect(Array.from({ length: 6 }, () => limit.take('a'))).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
  await clock.advance(4_000);
  expect(limit.take('a')).toBe(true);
});

it('does not let one asker use up what is another’s', () => {
  const limit = new AskLimit(new FakeClock());
  for (let times = 0; times < 100; times += 1) limit.take('a');
  expect(limit.take('b')).toBe(true);
});
