import { assertNever } from '../../src/base/assert-never.ts';
import type { NoteId } from '../../src/contract/ids.ts';
import type { NoteDraft } from '../../src/domain/note-draft.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { NoteHistoryModel } from './note-history-model.ts';
import type { NoteSigningModel } from './note-signing-model.ts';
import type { Store } from './store.ts';

export type NoteEditorState =
  | { readonly phase: 'loading' }
  | {
      readonly phase: 'editing';
      readonly noteId: NoteId;
      /** What the text field shows. */
      readonly text: string;
      /** Of the text that the vault has; 0 of a new, empty note. */
      readonly revision: number;
      readonly save: NoteSave;
    }
  /**
   * The stored note changed underneath (another window). Nothing is thrown away: show both texts and let the person
   * choose. Typing goes on; saving waits for the choice.
   */
  | {
      readonly phase: 'conflict';
      readonly noteId: NoteId;
      readonly text: string;
      readonly storedText: string;
    }
  /**
   * The note was signed elsewhere before `text` was saved. `storedText` is what is signed; `text` is kept here until it is
   * an amendment or the person lets it go.
   */
  | {
      readonly phase: 'left-over';
      readonly noteId: NoteId;
      readonly text: string;
      readonly storedText: string;
    }
  /** The note could not be read; `retry` tries again. */
  | { readonly phase: 'failed'; readonly code: ErrorCode }
  | { readonly phase: 'closed' };

/** Whether what is on the screen is on the disk. */
export type NoteSave =
  /** Everything typed is durable since `savedAtMs`. */
  | { readonly phase: 'saved'; readonly savedAtMs: number }
  /** Typed, not yet sent to the vault; it will be within a second. */
  | { readonly phase: 'dirty'; readonly savedAtMs: number }
  | { readonly phase: 'saving'; readonly savedAtMs: number }
  /** The last attempt failed and is tried again by itself; the text is safe in this window only. */
  | { readonly phase: 'failed'; readonly code: ErrorCode; readonly savedAtMs: number };

/** How a conflict ends. `keep-both` puts the stored text first and one's own below it. */
export type ConflictChoice = 'keep-mine' | 'keep-stored' | 'keep-both';

/** One note being written. A note typed is durable within a second of the last key (V3, V5). */
export interface NoteEditorModel {
  readonly state: Store<NoteEditorState>;
  /** Locks the note, and what is added to it after. */
  readonly signing: NoteSigningModel;
  /** What the note said before. */
  readonly history: NoteHistoryModel;
  /** Takes the whole new text of the field; call it on every change. A note that is signed, or being signed, takes none. */
  edit(text: string): void;
  /** Saves now. Resolves with true when everything typed is durable, also an amendment that was begun. */
  flush(): Promise<boolean>;
  /**
   * Puts an earlier text in the place of the present one, which is saved first and stays a revision. Resolves with true
   * when both are durable; with false, and without a change, when the present text could not be saved.
   */
  putBack(text: string): Promise<boolean>;
  /** Tries a failed save or a failed load again at once. */
  retry(): void;
  resolveConflict(choice: ConflictChoice): void;
  /** Makes what was left over the beginning of an amendment. */
  amendLeftOver(): void;
  /** Lets what was left over go. */
  letGo(): void;
  /** Saves what is left and stops. Resolves with false, and stays open, when something could not be saved. */
  close(): Promise<boolean>;
}

/** What a screen shows of a draft. */
export function shownDraft(noteId: NoteId, draft: NoteDraft): NoteEditorState {
  const { text, stored } = draft;
  if (draft.phase === 'conflict') {
    return { phase: 'conflict', noteId, text, storedText: stored.text };
  }
  if (draft.phase === 'left-over') {
    return { phase: 'left-over', noteId, text, storedText: stored.text };
  }
  return { phase: 'editing', noteId, text, revision: stored.revision, save: shownSave(draft) };
}

function shownSave(draft: Exclude<NoteDraft, { phase: 'conflict' | 'left-over' }>): NoteSave {
  const { savedAtMs } = draft.stored;
  switch (draft.phase) {
    case 'clean':
      return { phase: 'saved', savedAtMs };
    case 'dirty':
      return { phase: 'dirty', savedAtMs };
    case 'saving':
      return { phase: 'saving', savedAtMs };
    case 'failed':
      return { phase: 'failed', code: draft.code, savedAtMs };
    default:
      return assertNever(draft, 'shownSave');
  }
}
