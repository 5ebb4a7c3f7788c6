import { call, type CallHandlers, type Contract } from './contract.ts';
import { ids } from './ids.ts';
import { limits } from './limits.ts';
import { integer, list, text, timestampMs } from './schema.ts';
import { z } from './zod.ts';

/** One of the texts that a note had, in a list: without the text. */
const noteRevision = z.strictObject({
  /** Counts the saves of the note, from 1. Not every one is kept: autosaves are thinned. */
  revision: integer(1),
  savedAtMs: timestampMs,
  /** Of the text as UTF-8. */
  sizeBytes: integer(0),
});

/** What a note said at its earlier saves. Nothing here changes or deletes any of them. */
export const noteHistoryCalls = {
  /**
   * The kept revisions of a note, newest first, a page of them at a time: those below `before`, or the newest ones when
   * it is null. `hasOlder`: there are more below the last of these. @throws not-found
   */
  'note.revisions': call({
    in: z.strictObject({ noteId: ids.note, before: z.nullable(integer(1)) }),
    out: z.strictObject({
      revisions: list(noteRevision, limits.noteRevisionsPerPage),
      hasOlder: z.boolean(),
    }),
  }),
  /** One of them with its text. @throws not-found, also when that save is not kept any more */
  'note.read-revision': call({
    in: z.strictObject({ noteId: ids.note, revision: integer(1) }),
    out: z.strictObject({
      revision: integer(1),
      savedAtMs: timestampMs,
      text: text(limits.noteCharacters),
    }),
  }),
} as const satisfies Contract;

export type NoteHistoryCalls = typeof noteHistoryCalls;
export type NoteHistoryHandlers = CallHandlers<NoteHistoryCalls>;
export type NoteRevision = z.output<typeof noteRevision>;
/** A page of revisions. */
export type NoteRevisions = z.output<NoteHistoryCalls['note.revisions']['out']>;
/** A revision with its text. */
export type NoteRevisionText = z.output<NoteHistoryCalls['note.read-revision']['out']>;
