import { call, type CallHandlers, type Contract } from './contract.ts';
import { ids } from './ids.ts';
import { integer, list, text, timestampMs } from './schema.ts';
import { z } from './zod.ts';

// Not among the limits, which the page for clients carries as well.
/** UTF-16 units of what somebody looks for. */
export const searchCharacters = 200;
/** Results that are shown at a time. */
export const searchResultsPerPage = 20;
/** The last page, counted from 0: more are not ranked. */
export const lastSearchPage = 24;

const excerptParts = 40;
const excerptCharacters = 400;

const found = {
  clientId: ids.client,
  pseudonym: text(80),
  /** When it was written. */
  atMs: timestampMs,
  /** Where it says what was looked for, in pieces that follow one another; `isMatch` marks those that are it. */
  excerpt: list(
    z.strictObject({ text: text(excerptCharacters), isMatch: z.boolean() }),
    excerptParts,
  ),
};

const inNote = {
  ...found,
  noteId: ids.note,
  /** When the note was begun: its name on the screen. */
  createdAtMs: timestampMs,
  /** Where in the whole text the first match is, in UTF-16 units; null when none can be marked. */
  place: z.nullable(z.strictObject({ from: integer(0), to: integer(1) })),
};

const searchResult = z.discriminatedUnion('kind', [
  /** By the pseudonym. */
  z.strictObject({ kind: z.literal('client'), ...found }),
  /** By the name. */
  z.strictObject({ kind: z.literal('file'), fileId: ids.file, ...found }),
  /** By its newest text. */
  z.strictObject({ kind: z.literal('note'), ...inNote }),
  z.strictObject({ kind: z.literal('amendment'), number: integer(1), ...inNote }),
]);

/** Full-text search over notes, amendments, pseudonyms and names of files. Not over what is sealed apart. */
export const searchCalls = {
  /**
   * Texts with every word that was typed, at the beginning of a word of theirs (if it has two characters or more; else as a
   * word), and with what is between quotation marks just so; case and accents make no difference. Nothing that is typed is
   * syntax beside that. Of more than 500, the last ones are looked at. Names come before texts, of both the newest first.
   * `isComplete`: false while the index is being built, when something may be missing. @throws vault-locked
   */
  'search.find': call({
    in: z.strictObject({
      query: text(searchCharacters),
      /** From 0. */
      page: integer(0, lastSearchPage),
    }),
    out: z.strictObject({
      results: list(searchResult, searchResultsPerPage),
      hasMore: z.boolean(),
      isComplete: z.boolean(),
    }),
  }),
} as const satisfies Contract;

export type SearchHandlers = CallHandlers<typeof searchCalls>;
export type SearchResult = z.output<typeof searchResult>;
export type SearchResults = z.output<(typeof searchCalls)['search.find']['out']>;
