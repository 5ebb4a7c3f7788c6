/** One way to do the thing that is measured: ours, or one that we compare with. */
type Measure<T> = (run: number) => Promise<T>;

/** Which measurement comes next, for progress on the terminal. */
type Progress = (name: string, run: number, runs: number) => void;

/**
 * Runs the ways in turn, A B A B …, so that warm caches and a busy machine touch all alike. Each way first runs
 * `warmUps` times unrecorded.
 */
export async function alternate<Name extends string, T>(
  ways: Readonly<Record<Name, Measure<T>>>,
  options: { runs: number; warmUps: number; onProgress?: Progress },
): Promise<Record<Name, T[]>> {
  const entries = Object.entries<Measure<T>>(ways) as [Name, Measure<T>][];
  const results = Object.fromEntries(entries.map(([name]) => [name, []])) as unknown as Record<
    Name,
    T[]
  >;
  for (let run = -options.warmUps; run < options.runs; run += 1) {
    for (const [name, measure] of entries) {
      if (run >= 0) options.onProgress?.(name, run, options.runs);
      const result = await measure(run);
      if (run >= 0) results[name].push(result);
    }
  }
  return results;
}
