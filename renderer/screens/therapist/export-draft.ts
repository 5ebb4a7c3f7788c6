import type { FileId, NoteId } from '../../../src/contract/ids.ts';
import type { LeftOutChoice } from '../../view-models/export-model.ts';

/** What somebody has chosen so far for an export. */
export interface Draft {
  readonly notes: ReadonlySet<NoteId>;
  readonly files: ReadonlySet<FileId>;
  readonly reason: string;
  readonly lock: 'passphrase' | 'key';
  readonly key: string;
}

export const nothingLeftOut: Draft = {
  notes: new Set(),
  files: new Set(),
  reason: '',
  lock: 'passphrase',
  key: '',
};

export function leavesSomethingOut({ notes, files }: Draft): boolean {
  return notes.size + files.size > 0;
}

/** What the main side is told; null when nothing is left out. */
export function leftOutOf(draft: Draft): LeftOutChoice | null {
  if (!leavesSomethingOut(draft)) return null;
  return { noteIds: [...draft.notes], fileIds: [...draft.files], reason: draft.reason.trim() };
}

/** The set with one more, or without one that was in it. */
export function toggled<Id>(set: ReadonlySet<Id>, id: Id, isIn: boolean): ReadonlySet<Id> {
  const next = new Set(set);
  if (isIn) next.add(id);
  else next.delete(id);
  return next;
}
