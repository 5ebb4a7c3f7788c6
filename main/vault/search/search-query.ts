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

/** The words of an index that begin so; null when they are too many to be named, or it is not certain which they are. */
export type WordsFrom = (beginning: string) => readonly string[] | null;

/**
 * For MATCH. Every word is a string of FTS5, so that nothing of what was typed is syntax. Beginnings of words are replaced by
 * the words that `wordsFrom` names: FTS5 reads those from the newest text on and stops, but of a beginning that it has no
 * index of it puts together every text before it says the first.
 */
export function matchOf({ terms }: SearchQuery, wordsFrom: WordsFrom = () => null): string {
  return terms
    .map(({ typed, words, isPrefix }) => {
      const found = isPrefix ? wordsFrom(words.at(-1) ?? '') : null;
      if (!found || found.length === 0) return `${stringOf(typed)}${isPrefix ? ' *' : ''}`;
      const before = typed.slice(0, -1);
      return `(${found.map((word) => stringOf([...before, word])).join(' OR ')})`;
    })
    .join(' AND ');
}

function stringOf(words: readonly string[]): string {
  return `"${words.join(' ').replaceAll('"', '""')}"`;
}

export interface WordAt {
  /** Folded. */
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

/** The words of a text and where they are. */
export function wordsOf(text: string): readonly WordAt[] {
  return [...eachWordOf(text)];
}

/** The same one by one, for who may not want all of them. */
export function* eachWordOf(text: string): Generator<WordAt, void> {
  const pattern = new RegExp(wordPattern);
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const { 0: word, index } = found;
    yield { word: fold(word), from: index, to: index + word.length };
  }
}

/** Without case and marks, much as unicode61 with remove_diacritics 2 does it; it decides what is marked, not what is found. */
function fold(word: string): string {
  // Most words; of the others, the way is ten times as long.
  if (/^[a-zA-Z0-9]*$/u.test(word)) return word.toLowerCase();
  return word.normalize('NFD').replaceAll(/\p{M}/gu, '').normalize('NFC').toLowerCase();
}
