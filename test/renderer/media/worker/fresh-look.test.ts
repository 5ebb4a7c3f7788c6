import { expect, it } from 'vitest';
import { FreshLook } from '../../../../renderer/media/worker/fresh-look.ts';
import { mediaWorker } from '../../../../src/contract/media-worker.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

function asked() {
  const clock = new FakeClock();
  const wanted: number[] = [];
  const look = new FreshLook(clock, (_, data) => {
    wanted.push(mediaWorker['session.look-wanted'].data.parse(data).look);
  });
  return { clock, wanted, look };
}

it('is done when the page has looked, and not when it could not', async () => {
  const { clock, wanted, look } = asked();
  const taken = [look.take(), look.take()];
  expect(look.looked(wanted[0] ?? 0, true)).toBe(true);
  expect(look.looked(wanted[1] ?? 0, false)).toBe(true);
  expect(await Promise.all(taken)).toEqual([true, false]);
  expect(clock.pending).toBe(0);
});

it('is not done when the answer is late, whatever it is', async () => {
  const { clock, wanted, look } = asked();
  const taken = look.take();
  await clock.advance(2_000);
  expect(look.looked(wanted[0] ?? 0, true)).toBe(false);
  expect(await taken).toBe(false);
});

it('has time to look twice, and leaves half a second of a round for the way', async () => {
  const { clock, wanted, look } = asked();
  const twice = look.take();
  await clock.advance(500 + 450);
  look.looked(wanted[0] ?? 0, true);
  expect(await twice).toBe(true);
  let isDone: boolean | null = null;
  void look.take().then((done) => (isDone = done));
  await clock.advance(1_500 - 500);
  expect(isDone).toBe(false);
});

it('does not take the late answer of an earlier look for that of the next', async () => {
  const { clock, wanted, look } = asked();
  const first = look.take();
  await clock.advance(2_000);
  const second = look.take();
  look.looked(wanted[0] ?? 0, true);
  await clock.advance(2_000);
  expect(await Promise.all([first, second])).toEqual([false, false]);
});
