import { describe, expect, it } from 'vitest';
import { ClearWatch } from '../../../renderer/view-models/clear-watch.ts';
import type { MediaSource } from '../../../src/contract/signaling.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';

function watched(takenBefore = 0) {
  const clock = new FakeClock(1_000);
  const setBack = { ms: 0 };
  const sent = new Map<MediaSource, number>();
  const taken = new Map<MediaSource, number>([['camera', takenBefore]]);
  const clear: [number, number][] = [];
  const watch = new ClearWatch({
    sent: () => Promise.resolve(new Map(sent)),
    taken: () => Promise.resolve(new Map(taken)),
    onClear: (fromMs, toMs) => void clear.push([fromMs, toMs]),
    after: null,
    clock: {
      nowMs: () => clock.nowMs() - setBack.ms,
      after: (ms, callback) => clock.after(ms, callback),
    },
  });
  const count = (source: MediaSource, sentNow: number, takenNow: number): void => {
    sent.set(source, sentNow);
    taken.set(source, takenNow);
  };
  /** Three seconds later, with these counts. */
  const lookAt = async (source: MediaSource, sentNow: number, takenNow: number): Promise<void> => {
    await clock.advance(3_000);
    count(source, sentNow, takenNow);
    await watch.look();
  };
  return { clear, lookAt, count, clock, setBack, watch };
}

describe('a watch for frames in clear', () => {
  it('says nothing while everything that was sent had been sealed', async () => {
    const { clear, lookAt } = watched(500);
    await lookAt('camera', 0, 500);
    // More is sealed than sent: the network had no room.
    await lookAt('camera', 90, 500 + 95);
    await lookAt('camera', 180, 500 + 185);
    expect(clear).toEqual([]);
  });

  it('tells of one second in clear, once, and when it was', async () => {
    const { clear, lookAt } = watched();
    await lookAt('camera', 60, 60);
    await lookAt('camera', 150, 120);
    expect(clear).toEqual([]);
    await lookAt('camera', 240, 210);
    expect(clear).toEqual([[4_000, 10_000]]);
    await lookAt('camera', 330, 300);
    expect(clear).toHaveLength(1);
  });

  it('tells of sound to the last packet', async () => {
    const { clear, lookAt } = watched();
    await lookAt('audio', 151, 150);
    await lookAt('audio', 301, 300);
    expect(clear).toHaveLength(1);
  });

  it('tells of pictures that pass the worker by one at a time', async () => {
    const { clear, lookAt } = watched();
    for (let look = 1; look <= 20; look += 1) await lookAt('camera', look * 60, look * 59);
    expect(clear.length).toBeGreaterThan(0);
  });

  it('waits for pictures that are on their way to a busy worker', async () => {
    const { clear, lookAt } = watched();
    await lookAt('camera', 60, 50);
    await lookAt('camera', 120, 110);
    // Busy for more than a second, and done by the next look.
    await lookAt('camera', 180, 130);
    await lookAt('camera', 240, 240);
    await lookAt('camera', 300, 250);
    expect(clear).toEqual([]);
  });

  it('does not take sealed frames of an earlier media for those of this one', async () => {
    const { clear, lookAt } = watched(1_000);
    await lookAt('camera', 30, 1_000);
    await lookAt('camera', 60, 1_000);
    expect(clear).toHaveLength(1);
  });

  it('watches each source by itself', async () => {
    const { clear, lookAt } = watched();
    await lookAt('camera', 10, 900);
    await lookAt('audio', 50, 0);
    await lookAt('audio', 100, 0);
    expect(clear).toHaveLength(1);
  });

  it('is asked for a last look and tells of what has left since the one before', async () => {
    const { clear, lookAt, count, clock, watch } = watched();
    await lookAt('audio', 150, 150);
    count('audio', 200, 190);
    const looking = watch.lookNow();
    await clock.advance(500);
    await looking;
    expect(clear).toEqual([[4_000, 4_500]]);
  });

  it.each([1, 3_600_000])(
    'tells of it at a last look although the clock was set back by %s ms',
    async (ms) => {
      const { clear, lookAt, count, clock, setBack, watch } = watched();
      await lookAt('audio', 150, 150);
      count('audio', 200, 190);
      const looking = watch.lookNow();
      await settle();
      setBack.ms = ms;
      await clock.advance(500);
      await looking;
      expect(clear).toHaveLength(1);
      expect(clear.every(([fromMs, toMs]) => fromMs <= toMs)).toBe(true);
    },
  );

  it('has nothing to wait for at the last look when all was sealed', async () => {
    const { clear, lookAt, watch } = watched();
    await lookAt('audio', 150, 150);
    await watch.lookNow();
    expect(clear).toEqual([]);
  });

  it('lets what is on its way arrive before it tells of it, however often it is asked', async () => {
    const { clear, lookAt, count, clock, watch } = watched();
    await lookAt('camera', 60, 60);
    count('camera', 120, 80);
    const looking = [watch.look(), watch.lookNow()];
    await clock.advance(400);
    await watch.look();
    expect(clear).toEqual([]);
    count('camera', 120, 120);
    await clock.advance(100);
    await Promise.all(looking);
    expect(clear).toEqual([]);
  });
});
