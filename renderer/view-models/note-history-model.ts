import type { NoteRevision } from '../../src/contract/note-history-calls.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { Store } from './store.ts';

/** The earlier texts of a note that are listed so far. */
export interface ListedRevisions {
  /** Newest first. */
  readonly revisions: readonly NoteRevision[];
  readonly hasOlder: boolean;
  /** Reading older ones. */
  readonly more:
    | { readonly phase: 'idle' }
    | { readonly phase: 'busy' }
    | { readonly phase: 'failed'; readonly code: ErrorCode };
}

export type NoteHistoryState =
  | { readonly phase: 'closed' }
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly code: ErrorCode }
  | ({ readonly phase: 'list' } & ListedRevisions)
  /** One of them is looked at; `back` goes to the list. */
  | {
      readonly phase: 'looking';
      readonly revision: NoteRevision;
      readonly found:
        | { readonly phase: 'loading' }
        | { readonly phase: 'ready'; readonly text: string }
        | { readonly phase: 'failed'; readonly code: ErrorCode };
    };

/** What a note said at its earlier saves. Only looks: nothing here changes anything. */
export interface NoteHistoryModel {
  readonly state: Store<NoteHistoryState>;
  /** Reads the newest of them. */
  open(): void;
  /** Reads those before the oldest that is listed. */
  loadOlder(): void;
  /** Reads one of those that are listed; again after it failed. */
  look(revision: number): void;
  /** From one of them to the list; from the list back to the note. */
  back(): void;
  /** Puts the history away. */
  close(): void;
}
