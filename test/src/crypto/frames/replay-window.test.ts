import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replayWindowSize, ReplayWindow } from '../../../../src/crypto/frames/replay-window.ts';

describe('replay window', () => {
  it('takes each counter once, in whatever order', () => {
    const window = new ReplayWindow();
    for (const ctr of [5, 3, 4, 600, 599]) expect(window.accept(ctr)).toBe('fresh');
    for (const ctr of [599, 600]) expect(window.accept(ctr)).toBe('replayed');
    expect(window.accept(5)).toBe('too-old');
  });

  it('judging changes nothing', () => {
    const window = new ReplayWindow();
    expect([window.judge(9), window.judge(9), window.judge(2)]).toEqual([
      'fresh',
      'fresh',
      'fresh',
    ]);
  });

  it('reaches back exactly its size', () => {
    const window = new ReplayWindow();
    window.accept(1000);
    expect(window.judge(1000 - replayWindowSize + 1)).toBe('fresh');
    expect(window.judge(1000 - replayWindowSize)).toBe('too-old');
  });

  it('refuses what lies below the floor, and the floor never sinks', () => {
    const window = new ReplayWindow();
    window.raiseFloor(50);
    window.raiseFloor(10);
    expect(window.judge(49)).toBe('too-old');
    expect(window.accept(50)).toBe('fresh');
  });

  it('agrees with a plain set of everything seen', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 2000 }), { maxLength: 300 }), (counters) => {
        const window = new ReplayWindow();
        const seen = new Set<number>();
        let newest = -1;
        for (const ctr of counters) {
          const expected =
            ctr <= newest - replayWindowSize ? 'too-old' : seen.has(ctr) ? 'replayed' : 'fresh';
          expect(window.accept(ctr)).toBe(expected);
          if (expected !== 'fresh') continue;
          seen.add(ctr);
          newest = Math.max(newest, ctr);
        }
      }),
    );
  });

  it('copes with counters at the end of the exact range', () => {
    const window = new ReplayWindow();
    expect(window.accept(Number.MAX_SAFE_INTEGER)).toBe('fresh');
    expect(window.accept(Number.MAX_SAFE_INTEGER)).toBe('replayed');
    expect(window.accept(Number.MAX_SAFE_INTEGER - 1)).toBe('fresh');
  });
});
