import type { FrameTransform, EncodedFrame } from './frame-transform.ts';

/** Both ends of a track's frames. */
export interface FrameEnds {
  readonly readable: ReadableStream<EncodedFrame>;
  readonly writable: WritableStream<EncodedFrame>;
}

/**
 * Takes frames from one end, one at a time and in order, through the transform to the other end. Settles when the track has
 * ended; rejects when an end or the transform broke, and nothing passes any more.
 *
 * By hand and not by `pipeThrough(new TransformStream(…)).pipeTo(…)`, which does the same with two more streams and their
 * promises: with small frames these cost as much as the cipher.
 */
export async function pumpFrames(
  { readable, writable }: FrameEnds,
  transform: FrameTransform,
): Promise<void> {
  const reader = readable.getReader();
  const writer = writable.getWriter();
  let written = Promise.resolve();
  const sink = {
    enqueue(frame: EncodedFrame): void {
      written = writer.write(frame);
    },
  };
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      await transform(next.value, sink);
      await written;
    }
    await writer.close();
  } catch (error) {
    await Promise.allSettled([reader.cancel(error), writer.abort(error)]);
    throw error;
  }
}
