import { describe, expect, it } from 'vitest';
import { createNotesTable } from '../../../../main/vault/tables/notes-table.ts';
import type { ClientId, NoteId } from '../../../../src/contract/ids.ts';
import { testId } from '../../../support/fake-ids.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

const noteId = testId<NoteId>(9);
const startMs = 1_700_000_100_000;

/** Saves a note at the given times and tells which revisions are left. */
function revisionsAfter(times: readonly number[]): readonly unknown[] {
  const { database, sql, keys } = makeDatabase();
  const clientId = testId<ClientId>(1);
  database.prepare("INSERT INTO clients VALUES (?, 'Heron', 'heron', 1)").run(clientId);
  const notes = createNotesTable(sql, keys);
  notes.add({ noteId, clientId, sessionId: null, createdAtMs: startMs });
  times.forEach((savedAtMs, base) => {
    notes.save(noteId, base, `text ${String(base)}`, savedAtMs);
  });
  return database.prepare('SELECT revision FROM note_revisions ORDER BY revision').pluck().all();
}

function everySecond(count: number): readonly number[] {
  return Array.from({ length: count }, (_, second) => startMs + second * 1000);
}

describe('the history of a note', () => {
  it('keeps each of the newest saves', () => {
    expect(revisionsAfter(everySecond(33))).toHaveLength(33);
  });

  it('keeps the last save of every five minutes of a long session', { timeout: 30_000 }, () => {
    const left = revisionsAfter(everySecond(1500));
    const newest = Array.from({ length: 32 }, (_, index) => 1469 + index);
    // 1 700 000 100 000 is a multiple of five minutes: saves 300, 600, … are the last of theirs.
    expect(left).toEqual([300, 600, 900, 1200, 1468, ...newest]);
  });

  it('keeps everything of somebody who saves rarely', () => {
    const times = Array.from({ length: 50 }, (_, index) => startMs + index * 600_000);
    expect(revisionsAfter(times)).toHaveLength(50);
  });

  it('survives a clock that is set back', () => {
    const times = everySecond(100).map((ms, index) => (index < 50 ? ms : ms - 3_600_000));
    expect(revisionsAfter(times).at(-1)).toBe(100);
  });
});
