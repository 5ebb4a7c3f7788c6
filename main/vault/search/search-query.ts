/** More words than anybody types; each costs a look-up. */
const maxTerms = 16;

/** What somebody looks for, read from what they typed. */
export interface SearchQuery {
  /** All of them are in a text that is found. */
  readonly terms: readonly SearchTerm[];
}

export interface SearchTerm {
  /** Words that follow one another, as they were typed: the index folds them in its own way. */
  readonly typed: readonly string[];
  /** The same, folded. */
  readonly words: readonly string[];
  /** Whether the last one may go on. */
  readonly isPrefix: boolean;
}

/** A word as the index sees it: letters and digits, with the marks that belong to them. */
const wordPattern = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{M}]*/gu;

/**
 * Words between quotation marks follow one another just so. Of others, each may go on, if it has two characters already: of
 * one, half of all words begin with it. What is no letter and no digit says nothing, as in the index.
 */
export function readQuery(typed: string): SearchQuery {
  const terms: SearchTerm[] = [];
  for (const [index, part] of typed
    .replaceAll(/[“”„«»]/gu, '"')
    .split('"')
    .entries()) {
    // Every second part lies between two marks; a mark that nobody has closed yet closes at the end.
    const isQuoted = index % 2 === 1;
    const groups = isQuoted ? [part] : part.split(/[\s\p{C}]+/u);
    for (const group of groups) {
      const found = wordsOf(group);
      const words = found.map(({ word }) => word);
      const last = words.at(-1);
      if (last === undefined) continue;
      const typedWords = found.map(({ from, to }) => group.slice(from, to));
      const isPrefix = !isQuoted && Array.from(last).length >= 2;
      terms.push({ typed: typedWords, words, isPrefix });
    }
  }
  return { terms: terms.slice(0, maxTerms) };
}

/** For MATCH. Every word is a string of FTS5, so that nothing of what was typed is syntax. */
export function matchOf({ terms }: SearchQuery): string {
  return terms
    .map(({ typed, isPrefix }) => `"${typed.join(' ')}"${isPrefix ? ' *' : ''}`)
    .join(' AND ');
}

export interface WordAt {
  /** Folded. */
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

/** The words of a text and where they are. */
export function wordsOf(text: string): readonly WordAt[] {
  return Array.from(text.matchAll(wordPattern), ({ 0: found, index }) => ({
    word: fold(found),
    from: index,
    to: index + found.length,
  }));
}

/** Without case and marks, much as unicode61 with remove_diacritics 2 does it; it decides what is marked, not what is found. */
function fold(word: string): string {
  return word.normalize('NFD').replaceAll(/\p{M}/gu, '').normalize('NFC').toLowerCase();
}
