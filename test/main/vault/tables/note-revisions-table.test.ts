import { describe, expect, it } from 'vitest';
import { createNoteRevisionsTable } from '../../../../main/vault/tables/note-revisions-table.ts';
import { createNotesTable } from '../../../../main/vault/tables/notes-table.ts';
import type { ClientId, NoteId } from '../../../../src/contract/ids.ts';
import { limits } from '../../../../src/contract/limits.ts';
import { testId } from '../../../support/fake-ids.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

const clientId = testId<ClientId>(1);
const noteId = testId<NoteId>(9);
const otherId = testId<NoteId>(8);
const minute = 60_000;

/** Two notes of a client, of which the first has these texts, ten minutes apart: all of them are kept. */
function tables(texts: readonly string[]) {
  const { database, sql, keys } = makeDatabase();
  database.prepare("INSERT INTO clients VALUES (?, 'Heron', 'heron', 1)").run(clientId);
  const notes = createNotesTable(sql, keys);
  for (const id of [noteId, otherId]) {
    notes.add({ noteId: id, clientId, sessionId: null, createdAtMs: 1 });
  }
  texts.forEach((text, index) => notes.save(noteId, index, text, (index + 1) * 10 * minute));
  notes.save(otherId, 0, 'of the other note', 5);
  return createNoteRevisionsTable(sql, keys);
}

describe('the revisions of a note', () => {
  it('are listed newest first, each with its time and its size in bytes', () => {
    const revisions = tables(['one', 'zwölf']);
    expect(revisions.list(noteId, null)).toEqual({
      revisions: [
        { revision: 2, savedAtMs: 20 * minute, sizeBytes: 6 },
        { revision: 1, savedAtMs: 10 * minute, sizeBytes: 3 },
      ],
      hasOlder: false,
    });
    expect(revisions.list(testId<NoteId>(7), null)).toEqual({ revisions: [], hasOlder: false });
  });

  it('come page by page, and say when there are older ones', () => {
    const page = limits.noteRevisionsPerPage;
    const revisions = tables(Array.from({ length: page + 2 }, (_, index) => String(index)));
    const first = revisions.list(noteId, null);
    expect(first.revisions).toHaveLength(page);
    expect(first.revisions[0]?.revision).toBe(page + 2);
    expect(first.hasOlder).toBe(true);
    const rest = revisions.list(noteId, first.revisions.at(-1)?.revision ?? 0);
    expect(rest.revisions.map(({ revision }) => revision)).toEqual([2, 1]);
    expect(rest.hasOlder).toBe(false);
    // Exactly a page is all there is.
    expect(revisions.list(noteId, page + 1)).toMatchObject({ hasOlder: false });
  });

  it('are read as they were saved, of their own note only', () => {
    const revisions = tables(['one', 'two']);
    expect(revisions.read(noteId, 1)).toEqual({
      revision: 1,
      savedAtMs: 10 * minute,
      text: 'one',
    });
    expect(revisions.read(otherId, 2)).toBeNull();
    expect(revisions.read(noteId, 3)).toBeNull();
  });
});
