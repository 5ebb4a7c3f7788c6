import { expect, it } from 'vitest';
import { lostNotes, lostThings } from '../../../renderer/view-models/lost-things.ts';
import type { NoteId } from '../../../src/contract/ids.ts';
import { testId } from '../../support/fake-ids.ts';

it('a note of which several parts are missing is one thing, with all of them', () => {
  const [one, other] = [testId<NoteId>(1), testId<NoteId>(2)];
  const notes = [
    { noteId: one, createdAtMs: 1, part: 'newest' as const },
    { noteId: one, createdAtMs: 1, part: 'added' as const },
    { noteId: other, createdAtMs: null, part: 'all' as const },
  ];
  expect(lostNotes(notes)).toEqual([
    { noteId: one, createdAtMs: 1, parts: ['newest', 'added'] },
    { noteId: other, createdAtMs: null, parts: ['all'] },
  ]);
  const files = [{ name: null, keptAtMs: null }];
  expect(lostThings({ lost: { notes, files, card: ['name'], others: 2 } })).toBe(6);
});
