import { eachWordOf, type SearchQuery, type SearchTerm, type WordAt } from './search-query.ts';

/** A piece of a text, in UTF-16 units. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The first match, and all that begin within `reach` of it; in the order in which they begin, of those the shorter ones
 * first. No more of the text is read than that takes.
 */
export function firstMatches(
  text: string,
  query: SearchQuery,
  reach: number,
): readonly TextRange[] {
  return hasPlainWords(text)
    ? matchesOfPlainWords(text, query, reach)
    : matchesOfWords(text, query, reach);
}

/** Whether every word is of what `matchesOfPlainWords` takes for one; quotation marks and dashes may be any. */
function hasPlainWords(text: string): boolean {
  return !/[^\0-\x7F]/u.test(text) || !/(?![\0-\x7F])[\p{L}\p{N}\p{Co}\p{M}]/u.test(text);
}

/** The same as `matchesOfWords`, a tenth of the time. */
function matchesOfPlainWords(text: string, { terms }: SearchQuery, reach: number): TextRange[] {
  // None of these characters gets longer by that.
  const lower = text.toLowerCase();
  const patterns = terms.filter(isPlain).map(patternOf);
  const matches = patterns.flatMap((pattern) => nextMatch(pattern, lower, 0) ?? []);
  const last = Math.min(...matches.map(({ from }) => from)) + reach;
  for (const pattern of patterns) {
    // Each was used once; where it found nothing it begins anew, and finds nothing again.
    let next = nextMatch(pattern, lower, pattern.lastIndex);
    while (next && next.from <= last) {
      matches.push(next);
      next = nextMatch(pattern, lower, pattern.lastIndex);
    }
  }
  return inOrder(matches.filter(({ from }) => from <= last));
}

function isPlain({ words }: SearchTerm): boolean {
  return words.every((word) => /^[a-z0-9]+$/u.test(word));
}

function patternOf({ words, isPrefix }: SearchTerm): RegExp {
  const rest = isPrefix ? '[a-z0-9]*' : '';
  return new RegExp(`(?<![a-z0-9])${words.join('[^a-z0-9]+')}${rest}(?![a-z0-9])`, 'gu');
}

/** Matches of one term may overlap: the next one begins behind the beginning of this. */
function nextMatch(pattern: RegExp, text: string, at: number): TextRange | null {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  if (!found) return null;
  const { 0: match, index } = found;
  pattern.lastIndex = index + 1;
  return { from: index, to: index + match.length };
}

/** For any text: word by word. */
export function matchesOfWords(
  text: string,
  { terms }: SearchQuery,
  reach: number,
): readonly TextRange[] {
  const longest = Math.max(...terms.map(({ words }) => words.length));
  const latest: WordAt[] = [];
  const matches: TextRange[] = [];
  let firstFrom = Infinity;
  for (const word of eachWordOf(text)) {
    latest.push(word);
    if (latest.length > longest) latest.shift();
    for (const term of terms) {
      const match = matchAtEnd(latest, term);
      if (!match) continue;
      matches.push(match);
      firstFrom = Math.min(firstFrom, match.from);
    }
    // Whatever comes now begins behind the first, and out of reach.
    if (word.from > firstFrom + reach && (latest[0]?.from ?? 0) > firstFrom + reach) break;
  }
  return inOrder(matches.filter(({ from }) => from <= firstFrom + reach));
}

/** Whether a term is just what the last of these words say. */
function matchAtEnd(
  words: readonly WordAt[],
  { words: wanted, isPrefix }: SearchTerm,
): TextRange | null {
  const start = words.length - wanted.length;
  const [first, last] = [words[start], words.at(-1)];
  if (!first || !last) return null;
  for (const [index, word] of wanted.entries()) {
    const there = words[start + index]?.word ?? '';
    const isLast = index === wanted.length - 1;
    if (isPrefix && isLast ? !there.startsWith(word) : there !== word) return null;
  }
  return { from: first.from, to: last.to };
}

function inOrder(matches: readonly TextRange[]): TextRange[] {
  return matches.toSorted((one, other) => one.from - other.from || one.to - other.to);
}
