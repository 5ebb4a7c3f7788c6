import { z } from 'zod';

/** Environment variable with the path of the file that a test run's tally is written to. */
export const tallyFileVariable = 'QUIETROOM_TALLY_FILE';

/** What came of a number of tests. */
export const tally = z.strictObject({
  passed: z.int().min(0),
  failed: z.int().min(0),
  skipped: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
});

export type Tally = z.output<typeof tally>;

export const emptyTally: Tally = { passed: 0, failed: 0, skipped: [] };

export function addTallies(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: [...a.skipped, ...b.skipped],
  };
}

/**
 * A run's tally with the way in which its process ended: one that failed, or told nothing, has at least one failure,
 * whatever it counted.
 */
export function settleTally(counted: Tally | null, isOk: boolean): Tally {
  const known = counted ?? emptyTally;
  const mustFail = !isOk || counted === null;
  return mustFail && known.failed === 0 ? { ...known, failed: 1 } : known;
}

/** What was skipped and why, one line for each reason; nothing when nothing was. */
export function listSkipped({ skipped }: Tally): readonly string[] {
  const byReason = Map.groupBy(skipped, ({ reason }) => reason);
  return [...byReason].map(([reason, tests]) => {
    const [first] = tests;
    const count = tests.length === 1 && first ? first.name : `${String(tests.length)} tests`;
    return `skipped: ${reason} (${count})`;
  });
}

/** The last line of `npm test`. */
export function countLine({ passed, failed, skipped }: Tally): string {
  return `${String(passed)} passed, ${String(failed)} failed, ${String(skipped.length)} skipped`;
}
