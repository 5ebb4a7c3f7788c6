import type { FileId, NoteId } from '../../../src/contract/ids.ts';
import { limits } from '../../../src/contract/limits.ts';
import { seenText } from '../../../src/contract/seen-text.ts';
import type { RecordChoice } from '../../view-models/export-model.ts';

/** What somebody has chosen so far for an export. */
export interface Draft {
  readonly notes: ReadonlySet<NoteId>;
  readonly files: ReadonlySet<FileId>;
  readonly reason: string;
  /** Why the sealed card is opened for it; empty: it is not. */
  readonly cardReason: string;
  readonly lock: 'passphrase' | 'key';
  readonly key: string;
}

export const nothingLeftOut: Draft = {
  notes: new Set(),
  files: new Set(),
  reason: '',
  cardReason: '',
  lock: 'passphrase',
  key: '',
};

export function leavesSomethingOut({ notes, files }: Draft): boolean {
  return notes.size + files.size > 0;
}

/** What the main side is told. */
export function choiceOf(draft: Draft): RecordChoice {
  const { notes, files, reason, cardReason } = draft;
  return {
    leftOut: leavesSomethingOut(draft)
      ? { noteIds: [...notes], fileIds: [...files], reason: reason.trim() }
      : null,
    cardReason: seenText(cardReason) === '' ? null : cardReason,
  };
}

/** What was typed as a reason for opening the sealed card says too little to be one. */
export function isCardReasonShort({ cardReason }: Draft): boolean {
  const seen = seenText(cardReason);
  return seen !== '' && seen.length < limits.cardReasonLeast;
}

/** The set with one more, or without one that was in it. */
export function toggled<Id>(set: ReadonlySet<Id>, id: Id, isIn: boolean): ReadonlySet<Id> {
  const next = new Set(set);
  if (isIn) next.add(id);
  else next.delete(id);
  return next;
}
