import { describe, expect, it } from 'vitest';
import { ClearWatch } from '../../../renderer/view-models/clear-watch.ts';
import type { MediaSource } from '../../../src/contract/signaling.ts';
import { FakeClock } from '../../support/fake-clock.ts';

function watched(sealedBefore = 0) {
  const clock = new FakeClock(1_000);
  const counts = {
    sent: new Map<MediaSource, number>(),
    sealed: new Map<MediaSource, number>([['camera', sealedBefore]]),
  };
  const clear: [number, number][] = [];
  const watch = new ClearWatch({
    sent: () => Promise.resolve(new Map(counts.sent)),
    sealed: () => Promise.resolve(new Map(counts.sealed)),
    onClear: (fromMs, toMs) => void clear.push([fromMs, toMs]),
    clock,
  });
  return { clock, counts, clear, watch };
}

describe('a watch for frames in clear', () => {
  it('says nothing while everything that was sent had been sealed', async () => {
    const { counts, clear, watch } = watched(500);
    await watch.look();
    counts.sent.set('camera', 90);
    // More is sealed than sent: the network had no room.
    counts.sealed.set('camera', 500 + 95);
    await watch.look();
    expect(clear).toEqual([]);
  });

  it('tells of one second in clear, once, and when it was', async () => {
    const { clock, counts, clear, watch } = watched();
    counts.sent.set('camera', 60);
    counts.sealed.set('camera', 60);
    await watch.look();
    await clock.advance(3_000);
    counts.sent.set('camera', 150);
    counts.sealed.set('camera', 120);
    await watch.look();
    expect(clear).toEqual([[1_000, 4_000]]);
    await clock.advance(3_000);
    counts.sent.set('camera', 240);
    counts.sealed.set('camera', 210);
    await watch.look();
    expect(clear).toHaveLength(1);
  });

  it('does not take sealed frames of an earlier media for those of this one', async () => {
    const { counts, clear, watch } = watched(1_000);
    await watch.look();
    counts.sent.set('camera', 30);
    await watch.look();
    expect(clear).toHaveLength(1);
  });

  it('watches each source by itself', async () => {
    const { counts, clear, watch } = watched();
    counts.sent.set('audio', 50).set('camera', 10);
    counts.sealed.set('camera', 900);
    await watch.look();
    expect(clear).toHaveLength(1);
  });
});
