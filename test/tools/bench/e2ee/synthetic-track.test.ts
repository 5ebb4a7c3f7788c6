import { describe, expect, it } from 'vitest';
import { SyntheticTrack } from '../../../../tools/bench/e2ee/workers/frames/synthetic-track.ts';

describe('SyntheticTrack', () => {
  it('counts what comes out at the other end, in order', async () => {
    const track = new SyntheticTrack(false);
    void track.readable.pipeTo(track.writable);
    const sizes: number[] = [];
    const done = track.collect(3, ({ byteLength }) => sizes.push(byteLength));
    for (const size of [1, 2, 3]) track.put(new ArrayBuffer(size));
    await done;
    expect(sizes).toEqual([1, 2, 3]);
  });

  it.each([
    { isVideo: true, type: 'delta' },
    { isVideo: false, type: undefined },
  ])('makes frames as a browser does (video: $isVideo)', async ({ isVideo, type }) => {
    const track = new SyntheticTrack(isVideo);
    const reader = track.readable.getReader();
    track.put(new ArrayBuffer(1));
    track.put(new ArrayBuffer(1));
    const [first, second] = [(await reader.read()).value, (await reader.read()).value];
    expect(first?.type).toBe(type);
    expect(first && 'type' in first).toBe(isVideo);
    expect(second?.timestamp).toBeGreaterThan(first?.timestamp ?? Infinity);
    expect(first?.getMetadata().synchronizationSource).toBe(1);
  });
});
