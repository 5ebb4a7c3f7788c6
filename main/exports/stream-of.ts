/** A stream of what an iteration brings, one at a time as it is read. Who wants no more of it, ends the iteration. */
export function streamOf(content: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iteration = content[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const next = await iteration.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: async () => {
        await iteration.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
