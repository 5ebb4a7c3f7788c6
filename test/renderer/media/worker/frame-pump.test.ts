import { describe, expect, it } from 'vitest';
import { pumpFrames } from '../../../../renderer/media/worker/frame-pump.ts';
import type {
  EncodedFrame,
  FrameTransform,
} from '../../../../renderer/media/worker/frame-transform.ts';

/** Both ends of a track, as a test holds them. */
function openEnds(sink: UnderlyingSink<EncodedFrame> = {}) {
  const cancelled: unknown[] = [];
  let source: ReadableStreamDefaultController<EncodedFrame> | undefined;
  const readable = new ReadableStream<EncodedFrame>({
    start: (controller) => {
      source = controller;
    },
    cancel: (reason) => void cancelled.push(reason),
  });
  const out: number[] = [];
  let isClosed = false;
  const aborted: unknown[] = [];
  const writable = new WritableStream<EncodedFrame>({
    write: ({ data }) => void out.push(data.byteLength),
    close: () => {
      isClosed = true;
    },
    abort: (reason) => void aborted.push(reason),
    ...sink,
  });
  return {
    ends: { readable, writable },
    out,
    cancelled,
    aborted,
    isClosed: () => isClosed,
    put: (sizeBytes: number) => source?.enqueue({ data: new ArrayBuffer(sizeBytes) }),
    end: () => source?.close(),
    breakOff: (reason: Error) => source?.error(reason),
  };
}

const passOn: FrameTransform = (frame, sink) => {
  sink.enqueue(frame);
  return Promise.resolve();
};

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2));
}

describe('pumpFrames', () => {
  it('takes one frame at a time, in order, however long each takes', async () => {
    const track = openEnds();
    let working = 0;
    const pumped = pumpFrames(track.ends, async (frame, sink) => {
      working += 1;
      expect(working).toBe(1);
      // The earlier, the slower.
      for (let turn = frame.data.byteLength; turn < 4; turn += 1) await pause();
      sink.enqueue(frame);
      working -= 1;
    });
    for (const size of [1, 2, 3, 4]) track.put(size);
    track.end();
    await pumped;
    expect(track.out).toEqual([1, 2, 3, 4]);
  });

  it('passes nothing on that the transform did not', async () => {
    const track = openEnds();
    const pumped = pumpFrames(track.ends, (frame, sink) =>
      frame.data.byteLength === 2 ? Promise.resolve() : passOn(frame, sink),
    );
    for (const size of [1, 2, 3]) track.put(size);
    track.end();
    await pumped;
    expect(track.out).toEqual([1, 3]);
  });

  it('closes the far end when the track has ended', async () => {
    const track = openEnds();
    track.end();
    await pumpFrames(track.ends, passOn);
    expect(track.isClosed()).toBe(true);
  });

  it('passes nothing any more once the transform broke, and lets go of both ends', async () => {
    const track = openEnds();
    const broken = new Error('broken');
    const pumped = pumpFrames(track.ends, (frame, sink) =>
      frame.data.byteLength === 2 ? Promise.reject(broken) : passOn(frame, sink),
    );
    for (const size of [1, 2, 3]) track.put(size);
    await expect(pumped).rejects.toBe(broken);
    expect(track.out).toEqual([1]);
    expect(track.cancelled).toEqual([broken]);
    expect(track.aborted).toEqual([broken]);
  });

  it('stops reading when the far end broke', async () => {
    const gone = new Error('gone');
    const track = openEnds({ write: () => Promise.reject(gone) });
    let seen = 0;
    const pumped = pumpFrames(track.ends, (frame, sink) => {
      seen += 1;
      return passOn(frame, sink);
    });
    track.put(1);
    track.put(2);
    await expect(pumped).rejects.toBe(gone);
    expect(seen).toBe(1);
    expect(track.cancelled).toEqual([gone]);
  });

  it('gives up the far end when the near one broke', async () => {
    const track = openEnds();
    const gone = new Error('gone');
    const pumped = pumpFrames(track.ends, passOn);
    track.put(1);
    await pause();
    track.breakOff(gone);
    await expect(pumped).rejects.toBe(gone);
    expect(track.out).toEqual([1]);
    expect(track.aborted).toEqual([gone]);
  });
});
