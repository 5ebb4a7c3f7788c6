import type { NoteId } from '../../src/contract/ids.ts';
import type { LostPart } from '../../src/contract/lost-part.ts';
import type { RescuedClient } from '../../src/contract/rescue-calls.ts';

/** A note of which something is missing, and what. */
export interface LostNote {
  readonly noteId: NoteId;
  /** Null: that cannot be read either. */
  readonly createdAtMs: number | null;
  readonly parts: readonly LostPart[];
}

/** Each note once, in the order in which they are told. */
export function lostNotes(parts: RescuedClient['lost']['notes']): readonly LostNote[] {
  const byNote = Map.groupBy(parts, ({ noteId }) => noteId);
  return [...byNote].map(([noteId, of]) => ({
    noteId,
    createdAtMs: of[0]?.createdAtMs ?? null,
    parts: of.map(({ part }) => part),
  }));
}

/** How many things of a client are missing or not whole: a note of which several parts are missing is one. */
export function lostThings({ lost }: Pick<RescuedClient, 'lost'>): number {
  return lostNotes(lost.notes).length + lost.files.length + lost.card.length + lost.others;
}
