import { describe, expect, it } from 'vitest';
import { ChunkWindow } from '../../../renderer/view-models/chunk-window.ts';

/** The size after each of these times. */
function sizes(window: ChunkWindow, ...times: number[]): number[] {
  return times.map((tookMs) => {
    window.arrived(tookMs);
    return window.size;
  });
}

describe('ChunkWindow', () => {
  it('begins with one, and grows with each chunk that did not wait, up to twelve', () => {
    const window = new ChunkWindow();
    expect(window.size).toBe(1);
    expect(sizes(window, 200, 250, 300)).toEqual([2, 3, 4]);
    expect(sizes(window, ...Array<number>(20).fill(200)).at(-1)).toBe(12);
  });

  it('is halved by one that waited, once for all that were under way with it', () => {
    const window = new ChunkWindow();
    sizes(window, ...Array<number>(7).fill(200));
    expect(window.size).toBe(8);
    expect(sizes(window, 410, 500, 500, 500, 500, 500, 500, 500)).toEqual(Array(8).fill(4));
    expect(sizes(window, 460)).toEqual([2]);
  });

  it('takes a chunk for one that waited which took much longer than the quickest, and never a brisk one', () => {
    const waited = (quickestMs: number, tookMs: number): boolean => {
      const window = new ChunkWindow();
      sizes(window, quickestMs, quickestMs);
      return sizes(window, tookMs)[0] === 1;
    };
    const cases = [waited(10, 110), waited(10, 112), waited(180, 360), waited(180, 365)];
    expect(cases).toEqual([false, true, false, true]);
    expect([waited(300, 550), waited(300, 560)]).toEqual([false, true]);
  });

  it('stays at one where a single chunk takes long', () => {
    expect(sizes(new ChunkWindow(), 700, 700, 650, 700)).toEqual([1, 1, 1, 1]);
  });

  it('does not take what its own chunks wait for each other for the length of the way', () => {
    const window = new ChunkWindow();
    // As on a line that takes 70 ms for each: the more there are, the longer each waits.
    for (let at = 0; at < 400; at += 1) window.arrived(80 + 70 * window.size);
    expect(window.size).toBeLessThanOrEqual(4);
  });

  it('comes to believe that the way has become longer', () => {
    const window = new ChunkWindow();
    sizes(window, 200);
    expect(sizes(window, ...Array<number>(3).fill(560)).at(-1)).toBe(1);
    expect(sizes(window, ...Array<number>(30).fill(560)).at(-1)).toBe(12);
  });
});
