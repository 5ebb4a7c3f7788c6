import type { CallEncryption, SafetyWordsView } from '../../view-models/encryption-model.ts';
import type { Person } from '../../view-models/call-model.ts';

/**
 * The words that stand now: of each guest who is there the last ones, in the order of the people. On the guest's own
 * side, where words are about nobody else, the last ones.
 */
export function standingWords(
  encryption: CallEncryption | undefined,
  people: readonly Person[],
): readonly SafetyWordsView[] {
  const made = encryption?.words ?? [];
  const seats = [null, ...people.map(({ seatId }) => seatId)];
  return seats.flatMap((seatId) => made.findLast((words) => words.seatId === seatId) ?? []);
}

/** Words that must be compared before anything else is said, and have not been. */
export function isUrgent({ mustCompare, verdict }: SafetyWordsView): boolean {
  return mustCompare && verdict === 'open';
}
