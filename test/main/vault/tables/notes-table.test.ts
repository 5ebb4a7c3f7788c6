import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNotesTable, type NotesTable } from '../../../../main/vault/tables/notes-table.ts';
import type { ClientId, NoteId } from '../../../../src/contract/ids.ts';
import { limits } from '../../../../src/contract/limits.ts';
import { testId } from '../../../support/fake-ids.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

const clientId = testId<ClientId>(1);
const noteId = testId<NoteId>(9);

function table(): NotesTable {
  const { database, sql, keys } = makeDatabase();
  database.prepare("INSERT INTO clients VALUES (?, 'Heron', 'heron', 1)").run(clientId);
  const notes = createNotesTable(sql, keys);
  notes.add({ noteId, clientId, sessionId: null, createdAtMs: 10 });
  return notes;
}

describe('NotesTable', () => {
  it('starts a note empty, at revision 0', () => {
    expect(table().read(noteId)).toEqual({
      noteId,
      clientId,
      sessionId: null,
      text: '',
      revision: 0,
      createdAtMs: 10,
      savedAtMs: 10,
    });
  });

  it('gives back what was saved last', () => {
    const notes = table();
    expect(notes.save(noteId, 0, 'one', 20)).toEqual({ revision: 1, savedAtMs: 20 });
    expect(notes.save(noteId, 1, 'two', 30)).toEqual({ revision: 2, savedAtMs: 30 });
    expect(notes.read(noteId)).toMatchObject({ text: 'two', revision: 2, savedAtMs: 30 });
  });

  it('refuses a save that is based on an older revision, and keeps the newer text', () => {
    const notes = table();
    notes.save(noteId, 0, 'one', 20);
    notes.save(noteId, 1, 'two', 30);
    expect(thrownCode(() => notes.save(noteId, 1, 'other', 40))).toBe('conflict');
    expect(thrownCode(() => notes.save(noteId, 5, 'other', 40))).toBe('conflict');
    expect(notes.read(noteId)).toMatchObject({ text: 'two', revision: 2 });
  });

  it('answers the same save again as it did the first time', () => {
    const notes = table();
    notes.save(noteId, 0, 'one', 20);
    expect(notes.save(noteId, 0, 'one', 99)).toMatchObject({ revision: 1, savedAtMs: 20 });
    expect(notes.read(noteId)?.revision).toBe(1);
  });

  it('keeps a text that was emptied as a revision like any other', () => {
    const notes = table();
    notes.save(noteId, 0, 'one', 20);
    notes.save(noteId, 1, '', 30);
    expect(notes.read(noteId)).toMatchObject({ text: '', revision: 2 });
  });

  it('gives every version that is kept, oldest first', () => {
    const notes = table();
    expect(notes.revisions(noteId)).toEqual([]);
    notes.save(noteId, 0, 'one', 20);
    notes.save(noteId, 1, 'two', 30);
    expect(notes.revisions(noteId)).toEqual([
      { revision: 1, savedAtMs: 20, text: 'one' },
      { revision: 2, savedAtMs: 30, text: 'two' },
    ]);
  });

  it('does not know a note that never was', () => {
    const notes = table();
    expect(notes.read(testId<NoteId>(8))).toBeNull();
    expect(thrownCode(() => notes.save(testId<NoteId>(8), 0, 'x', 1))).toBe('not-found');
  });

  it('gives any text back as it was', () => {
    const notes = table();
    const nasty = ['a\0b', '\u202e', 'Zoe\u0308', '👩‍👩‍👧', '\r\n', "'; --", '%s', '\ufeff'];
    const texts = [...nasty, ...fc.sample(fc.string({ maxLength: 40 }), 40)];
    texts.forEach((text, base) => {
      notes.save(noteId, base, text, 20);
      expect(notes.read(noteId)?.text).toBe(text);
    });
  });

  it('keeps the longest text that the contract allows', () => {
    const notes = table();
    const text = '𝕏'.repeat(limits.noteCharacters / 2);
    notes.save(noteId, 0, text, 20);
    expect(notes.read(noteId)?.text === text).toBe(true);
  });
});

describe('the list of notes', () => {
  it('has the newest first, each with its first line', () => {
    const notes = table();
    const second = testId<NoteId>(10);
    notes.add({ noteId: second, clientId, sessionId: null, createdAtMs: 50 });
    notes.save(noteId, 0, '\n  First line\nsecond line', 60);
    expect(notes.list(clientId)).toEqual([
      { noteId: second, sessionId: null, firstLine: '', createdAtMs: 50, savedAtMs: 50 },
      { noteId, sessionId: null, firstLine: 'First line', createdAtMs: 10, savedAtMs: 60 },
    ]);
    expect(notes.list(testId<ClientId>(2))).toEqual([]);
  });

  it.each(['\n', '\r\n', '\r', '\u2028', '\u2029'])('ends the first line at %j', (lineEnd) => {
    const notes = table();
    notes.save(noteId, 0, `one${lineEnd}two`, 20);
    expect(notes.list(clientId)[0]?.firstLine).toBe('one');
  });

  it('cuts a long line between characters, within what the contract allows', () => {
    const notes = table();
    notes.save(noteId, 0, '𝕏'.repeat(500), 20);
    const firstLine = notes.list(clientId)[0]?.firstLine ?? '';
    expect(firstLine).toBe('𝕏'.repeat(100));
    expect(firstLine.length).toBeLessThanOrEqual(200);
  });
});
