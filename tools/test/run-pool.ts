/** Runs all tasks, at most `width` at a time, and returns their results in order. */
export async function runPool<T>(
  tasks: readonly (() => Promise<T>)[],
  width: number,
): Promise<readonly T[]> {
  const results: T[] = [];
  const waiting = [...tasks.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, task] = next;
      results[index] = await task();
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return results;
}
