import { diffLines, diffWordsWithSpace } from 'diff';

/** A piece of two texts held against each other: in both, only in the earlier one, or only in the later one. */
export interface DifferencePart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

// How many pieces may differ before it is given up. The work grows with the square of it, and it is done where the call
// is drawn: this much takes a few tenths of a second.
const maxDifferences = 500;

/**
 * What became of a text, in reading order: by words or, where very much differs, by lines, or as one whole. The parts
 * that are not `added` are the earlier text, those that are not `removed` the later one.
 */
export function textDifference(earlier: string, later: string): readonly DifferencePart[] {
  const limit = { maxEditLength: maxDifferences };
  const changes = diffWordsWithSpace(earlier, later, limit) ?? diffLines(earlier, later, limit);
  const parts: readonly DifferencePart[] = changes
    ? changes.map(({ value, removed, added }) => ({
        kind: removed ? 'removed' : added ? 'added' : 'same',
        text: value,
      }))
    : [
        { kind: 'removed', text: earlier },
        { kind: 'added', text: later },
      ];
  return parts.filter(({ text }) => text !== '');
}
