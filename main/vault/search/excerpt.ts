import { firstMatches, type TextRange } from './matches.ts';
import type { SearchQuery } from './search-query.ts';

/** A piece of an excerpt. They follow one another without anything in between. */
export interface ExcerptPart {
  readonly text: string;
  /** It is what was looked for. */
  readonly isMatch: boolean;
}

/** UTF-16 units of an excerpt, beside the dots around it. */
const excerptLength = 200;
/** How much of it comes before the first match. */
const lead = 60;
const maxParts = 40;

export interface Excerpt {
  readonly parts: readonly ExcerptPart[];
  /** Where the first match is in the whole text; null when there is none to be marked. */
  readonly place: TextRange | null;
}

/** The part of a text where the first match is, on one line, with every match in it marked. */
export function excerptOf(text: string, query: SearchQuery): Excerpt {
  const matches = firstMatches(text, query, excerptLength);
  const { from, to } = windowAround(text, matches[0]);
  const parts: ExcerptPart[] = [];
  const add = (start: number, end: number, isMatch: boolean): void => {
    if (end > start) parts.push({ text: oneLine(text.slice(start, end)), isMatch });
  };
  if (from > 0) parts.push({ text: '… ', isMatch: false });
  let at = from;
  for (const match of matches) {
    if (match.from < at || match.to > to || parts.length >= maxParts - 3) continue;
    add(at, match.from, false);
    add(match.from, match.to, true);
    at = match.to;
  }
  add(at, to, false);
  if (to < text.length) parts.push({ text: ' …', isMatch: false });
  return { parts, place: matches[0] ?? null };
}

/** Begins and ends between words where it can, and never inside of a character. */
function windowAround(text: string, match: TextRange | undefined): TextRange {
  const wanted = Math.max(0, (match?.from ?? 0) - lead);
  const from = wanted === 0 ? 0 : afterSpace(text, wanted, match?.from ?? wanted);
  const end = Math.min(text.length, from + excerptLength);
  return { from, to: end === text.length ? end : wholeCharacter(text, end) };
}

function afterSpace(text: string, from: number, before: number): number {
  const space = text.slice(from, before).search(/\s/u);
  return space === -1 ? wholeCharacter(text, from) : from + space + 1;
}

function wholeCharacter(text: string, at: number): number {
  const isInside = /[\uDC00-\uDFFF]/u.test(text.charAt(at));
  return isInside ? at - 1 : at;
}

/** Line breaks and what controls how text is shown would make an excerpt something else than it is. */
function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu, ' ');
}
