/** What a benchmark keeps of a series of measurements. */
export interface Summary {
  readonly median: number;
  readonly p95: number;
  readonly n: number;
}

/** @throws RangeError for an empty series: a figure that was not measured must not look like zero. */
export function summarize(values: readonly number[]): Summary {
  return { median: quantile(values, 0.5), p95: quantile(values, 0.95), n: values.length };
}

/** Linear interpolation between the two nearest ranks, as spreadsheets and numpy do. @throws RangeError when empty */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (sorted.length - 1) * share;
  const below = sorted[Math.floor(rank)];
  const above = sorted[Math.ceil(rank)];
  if (below === undefined || above === undefined) throw new RangeError('nothing was measured');
  return below + (above - below) * (rank - Math.floor(rank));
}
