import { assertNever } from '../base/assert-never.ts';
import type { ErrorCode } from '../errors/error-codes.ts';

// A note while it is being written: what is on the screen, what is known to be on the disk, and what is between them.
// Requirement V3: a note typed is durable within a second, and nothing acknowledged is ever lost.

/** What the vault is known to hold. */
export interface StoredNote {
  readonly revision: number;
  readonly text: string;
  readonly savedAtMs: number;
}

interface Common {
  readonly stored: StoredNote;
  /** What is on the screen. */
  readonly text: string;
}

interface Unsaved extends Common {
  /**
   * Texts that were sent and not answered: each may have reached the disk. Finding one of them there is not a conflict
   * with somebody else.
   */
  readonly inDoubt: readonly string[];
  /** Saves that failed in a row. */
  readonly failures: number;
}

export type NoteDraft =
  | (Common & { readonly phase: 'clean' })
  /** `sinceMs`: the first change that no save covers; `editedAtMs`: the latest one. */
  | (Unsaved & { readonly phase: 'dirty'; readonly sinceMs: number; readonly editedAtMs: number })
  /** `editing`: what was typed since `sent` was sent. */
  | (Unsaved & {
      readonly phase: 'saving';
      readonly sent: string;
      readonly editing: { readonly sinceMs: number; readonly editedAtMs: number } | null;
    })
  | (Unsaved & { readonly phase: 'failed'; readonly code: ErrorCode; readonly failedAtMs: number })
  /** `stored` is what somebody else wrote. */
  | (Common & { readonly phase: 'conflict' })
  /** `stored` was signed before `text` was saved: no save takes it any more, and a person says what becomes of it. */
  | (Common & { readonly phase: 'left-over' });

export type NoteDraftEvent =
  | { readonly kind: 'edited'; readonly text: string; readonly nowMs: number }
  | { readonly kind: 'save-started' }
  | { readonly kind: 'saved'; readonly revision: number; readonly savedAtMs: number }
  | { readonly kind: 'save-failed'; readonly code: ErrorCode; readonly nowMs: number }
  /** The save was refused as a conflict, and this is what the vault holds. */
  | { readonly kind: 'found'; readonly stored: StoredNote; readonly nowMs: number }
  /** The save was refused because the note is signed, and this is what the vault holds. */
  | { readonly kind: 'locked'; readonly stored: StoredNote }
  /** What was left over is elsewhere, or the person lets it go. */
  | { readonly kind: 'let-go' }
  /** The note was read again. Takes the place of what is shown only where nothing was typed. */
  | { readonly kind: 'reread'; readonly stored: StoredNote }
  | {
      readonly kind: 'resolved';
      readonly choice: 'keep-mine' | 'keep-stored' | 'keep-both';
      readonly nowMs: number;
    };

/** A save starts this long after the last key … */
const pauseMs = 400;
/** … and, while somebody types without a pause, this long after the first unsaved one. Both leave time for the disk. */
const longestMs = 800;
const firstRetryMs = 1_000;
const longestRetryMs = 8_000;

/** A draft of what was just read. */
export function draftOf(stored: StoredNote): NoteDraft {
  return { phase: 'clean', stored, text: stored.text };
}

/** When the next save is due, or null when none is: nothing to save, one under way, or a person has to choose first. */
export function saveDueAtMs(draft: NoteDraft): number | null {
  switch (draft.phase) {
    case 'clean':
    case 'saving':
    case 'conflict':
    case 'left-over':
      return null;
    case 'dirty':
      return Math.min(draft.editedAtMs + pauseMs, draft.sinceMs + longestMs);
    case 'failed':
      return draft.failedAtMs + Math.min(longestRetryMs, firstRetryMs * 2 ** (draft.failures - 1));
    default:
      return assertNever(draft, 'saveDueAtMs');
  }
}

/** @throws Error on a pair that cannot happen. */
export function nextDraft(draft: NoteDraft, event: NoteDraftEvent): NoteDraft {
  switch (event.kind) {
    case 'edited':
      return edited(draft, event.text, event.nowMs);
    case 'save-started':
      if (draft.phase !== 'dirty' && draft.phase !== 'failed') return illegal(draft, event);
      return {
        phase: 'saving',
        stored: draft.stored,
        text: draft.text,
        inDoubt: draft.inDoubt,
        failures: draft.failures,
        sent: draft.text,
        editing: null,
      };
    case 'saved':
      if (draft.phase !== 'saving') return illegal(draft, event);
      return afterSave(draft, {
        revision: event.revision,
        text: draft.sent,
        savedAtMs: event.savedAtMs,
      });
    case 'save-failed':
      if (draft.phase !== 'saving') return illegal(draft, event);
      return {
        phase: 'failed',
        stored: draft.stored,
        text: draft.text,
        inDoubt: draft.inDoubt.includes(draft.sent)
          ? draft.inDoubt
          : [...draft.inDoubt, draft.sent],
        failures: draft.failures + 1,
        code: event.code,
        failedAtMs: event.nowMs,
      };
    case 'found':
      if (draft.phase !== 'saving') return illegal(draft, event);
      return found(draft, event.stored, event.nowMs);
    case 'locked':
      if (draft.phase !== 'saving') return illegal(draft, event);
      return settled(event.stored, draft.text);
    case 'let-go':
      return draft.phase === 'left-over' ? draftOf(draft.stored) : illegal(draft, event);
    case 'reread':
      return draft.phase === 'clean' ? draftOf(event.stored) : draft;
    case 'resolved':
      if (draft.phase !== 'conflict') return illegal(draft, event);
      return edited(
        draftOf(draft.stored),
        chosen(draft.text, draft.stored.text, event.choice),
        event.nowMs,
      );
    default:
      return assertNever(event, 'nextDraft');
  }
}

function edited(draft: NoteDraft, text: string, nowMs: number): NoteDraft {
  if (text === draft.text) return draft;
  const fresh = { sinceMs: nowMs, editedAtMs: nowMs };
  switch (draft.phase) {
    case 'clean':
      return { phase: 'dirty', stored: draft.stored, text, inDoubt: [], failures: 0, ...fresh };
    case 'dirty':
      return { ...draft, text, editedAtMs: nowMs };
    case 'saving':
      return { ...draft, text, editing: { ...(draft.editing ?? fresh), editedAtMs: nowMs } };
    // A failed save keeps its own pace; what is typed meanwhile goes with the next attempt.
    case 'failed':
    case 'conflict':
    case 'left-over':
      return { ...draft, text };
    default:
      return assertNever(draft, 'edited');
  }
}

function afterSave(draft: NoteDraft & { phase: 'saving' }, stored: StoredNote): NoteDraft {
  if (!draft.editing || draft.text === stored.text) {
    return { phase: 'clean', stored, text: draft.text };
  }
  return {
    phase: 'dirty',
    stored,
    text: draft.text,
    inDoubt: [],
    failures: 0,
    ...draft.editing,
  };
}

/** Tells an own save whose answer was lost from a change that somebody else made. */
function found(
  draft: NoteDraft & { phase: 'saving' },
  stored: StoredNote,
  nowMs: number,
): NoteDraft {
  if (stored.text === draft.sent) return afterSave(draft, stored);
  const isOurs = stored.text === draft.stored.text || draft.inDoubt.includes(stored.text);
  if (!isOurs) return { phase: 'conflict', stored, text: draft.text };
  return {
    phase: 'dirty',
    stored,
    text: draft.text,
    inDoubt: [],
    failures: 0,
    // Due at once: this text has waited already.
    sinceMs: nowMs - longestMs,
    editedAtMs: nowMs,
  };
}

/** A note that takes no more saves, and what stands on the screen. */
function settled(stored: StoredNote, text: string): NoteDraft {
  return { phase: text === stored.text ? 'clean' : 'left-over', stored, text };
}

function chosen(
  mine: string,
  theirs: string,
  choice: 'keep-mine' | 'keep-stored' | 'keep-both',
): string {
  switch (choice) {
    case 'keep-mine':
      return mine;
    case 'keep-stored':
      return theirs;
    case 'keep-both':
      return `${theirs}\n\n${mine}`;
    default:
      return assertNever(choice, 'chosen');
  }
}

function illegal(draft: NoteDraft, event: NoteDraftEvent): never {
  throw new Error(`note draft: ${event.kind} while ${draft.phase}`);
}
