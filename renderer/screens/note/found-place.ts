import type { TextRange } from '../../ui/controls/text-range.ts';

/** A place in a note that a search found. */
export interface FoundPlace {
  /** The amendment that it is in; null: the note itself. */
  readonly amendment: number | null;
  /** In UTF-16 units of that text; null when there is nothing to be marked. */
  readonly range: TextRange | null;
}

/** What is to be marked in one of a note's texts: the amendment of this number, or the note itself. */
export function rangeIn(found: FoundPlace | null, amendment: number | null): TextRange | null {
  return found?.amendment === amendment ? found.range : null;
}
