import { describe, expect, it } from 'vitest';
import { places } from '../../../../main/vault/client-keys/places.ts';
import { createIdentity, storeIdentity } from '../../../../main/vault/tables/identity-table.ts';
import { createNotesTable } from '../../../../main/vault/tables/notes-table.ts';
import {
  encodeNoteStatement,
  isNoteSignature,
} from '../../../../main/vault/tables/note-statement.ts';
import { createSignedNotesTable } from '../../../../main/vault/tables/signed-notes-table.ts';
import type { ClientId, NoteId } from '../../../../src/contract/ids.ts';
import { limits } from '../../../../src/contract/limits.ts';
import { testId } from '../../../support/fake-ids.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeDatabase, testKey } from '../../../support/vault-fixture.ts';

const clientId = testId<ClientId>(1);
const noteId = testId<NoteId>(9);

function tables() {
  const { database, sql, keys } = makeDatabase();
  database.prepare("INSERT INTO clients VALUES (?, 'Heron', 'heron', 1)").run(clientId);
  storeIdentity(sql, testKey(), 1);
  const notes = createNotesTable(sql, keys);
  const identity = createIdentity(sql);
  notes.add({ noteId, clientId, sessionId: null, createdAtMs: 10 });
  notes.save(noteId, 0, 'one', 20);
  notes.save(noteId, 1, 'two', 30);
  return {
    database,
    keys,
    notes,
    identity,
    signedNotes: createSignedNotesTable(sql, identity, keys),
  };
}

describe('a signed note', () => {
  it('is what its newest revision said, and says so', () => {
    const { signedNotes } = tables();
    expect(signedNotes.read(noteId)).toEqual({ signed: null, amendments: [] });
    const signed = { signed: { revision: 2, signedAtMs: 40 }, amendments: [] };
    expect(signedNotes.sign(noteId, 2, 40)).toEqual(signed);
    expect(signedNotes.sign(noteId, 2, 99)).toEqual(signed);
  });

  it('is of the newest revision and of no other, and of none that is empty', () => {
    const { signedNotes, notes } = tables();
    expect(thrownCode(() => signedNotes.sign(noteId, 1, 40))).toBe('conflict');
    expect(thrownCode(() => signedNotes.sign(noteId, 3, 40))).toBe('conflict');
    expect(thrownCode(() => signedNotes.sign(testId<NoteId>(8), 1, 40))).toBe('not-found');
    notes.add({ noteId: testId<NoteId>(8), clientId, sessionId: null, createdAtMs: 10 });
    expect(thrownCode(() => signedNotes.sign(testId<NoteId>(8), 1, 40))).toBe('conflict');
  });

  it('is not written on any more', () => {
    const { signedNotes, notes } = tables();
    signedNotes.sign(noteId, 2, 40);
    expect(thrownCode(() => notes.save(noteId, 2, 'three', 50))).toBe('note-signed');
    expect(notes.read(noteId)).toMatchObject({ text: 'two', revision: 2 });
    // The repeated call of somebody who missed the answer still gets it.
    expect(notes.save(noteId, 1, 'two', 50)).toMatchObject({ revision: 2, savedAtMs: 30 });
  });

  it.each([
    [
      'a further revision',
      'INSERT INTO note_revisions VALUES (:id, 3, 1, zeroblob(29), zeroblob(29))',
    ],
    ['another text', 'UPDATE note_revisions SET text = zeroblob(29) WHERE note_id = :id'],
    ['another time', 'UPDATE note_signatures SET signed_at_ms = 1 WHERE note_id = :id'],
    ['another amendment', 'UPDATE note_amendments SET text = zeroblob(29) WHERE note_id = :id'],
  ])('gets no %s by whatever statement', (_what, sql) => {
    const { signedNotes, database } = tables();
    signedNotes.sign(noteId, 2, 40);
    signedNotes.amend(noteId, 1, 'more', 50);
    expect(() => database.prepare(sql).run({ id: noteId })).toThrow(/signed|append only/u);
  });

  it.each([
    ['its text', 'UPDATE note_revisions SET text = :text WHERE revision = 2'],
    ['its time', 'UPDATE note_signatures SET signed_at_ms = 41'],
    ['an amendment', 'UPDATE note_amendments SET text = :amendment'],
  ])('says damaged when %s was forged past the triggers, and sealed', (_what, sql) => {
    const { signedNotes, database, keys } = tables();
    signedNotes.sign(noteId, 2, 40);
    signedNotes.amend(noteId, 1, 'more', 50);
    for (const name of ['revisions_stay', 'signatures_stay', 'amendments_stay']) {
      database.exec(`DROP TRIGGER ${name}`);
    }
    const forged = {
      text: keys.sealText(places.noteText(clientId, noteId, 2), 'forged'),
      amendment: keys.sealText(places.amendmentText(clientId, noteId, 1), 'forged'),
    };
    database.prepare(sql).run(forged);
    expect(thrownCode(() => signedNotes.read(noteId))).toBe('vault-damaged');
    // Whoever has to hand out the text all the same learns which one it is.
    const { signed, amendments } = signedNotes.prove(noteId);
    const isAmendment = sql.includes('amendment');
    expect([signed?.holds, amendments[0]?.holds]).toEqual([isAmendment, !isAmendment]);
  });

  it('says damaged where something was added and no signature is left, and hands out what was added', () => {
    const { signedNotes, database } = tables();
    signedNotes.sign(noteId, 2, 40);
    signedNotes.amend(noteId, 1, 'more', 50);
    database.exec('PRAGMA foreign_keys = OFF; DELETE FROM note_signatures');
    expect(thrownCode(() => signedNotes.read(noteId))).toBe('vault-damaged');
    const { signed, amendments } = signedNotes.prove(noteId);
    expect(signed).toBeNull();
    expect(amendments).toMatchObject([{ number: 1, text: 'more', holds: true }]);
  });

  it('opens no amendment under another number: that is part of its place', () => {
    const { signedNotes, database } = tables();
    signedNotes.sign(noteId, 2, 40);
    signedNotes.amend(noteId, 1, 'more', 50);
    database.exec('DROP TRIGGER amendments_stay; UPDATE note_amendments SET number = 2');
    expect(thrownCode(() => signedNotes.read(noteId))).toBe('vault-damaged');
    expect(thrownCode(() => signedNotes.prove(noteId))).toBe('vault-damaged');
  });

  it('takes amendments in order, each signed, and keeps the original', () => {
    const { signedNotes, notes } = tables();
    expect(thrownCode(() => signedNotes.amend(noteId, 1, 'early', 40))).toBe('conflict');
    signedNotes.sign(noteId, 2, 40);
    expect(thrownCode(() => signedNotes.amend(noteId, 2, 'second', 50))).toBe('conflict');
    signedNotes.amend(noteId, 1, 'first', 50);
    expect(thrownCode(() => signedNotes.amend(noteId, 1, 'other', 60))).toBe('conflict');
    signedNotes.amend(noteId, 2, 'second', 60);
    // Again, because the answer was missed.
    expect(signedNotes.amend(noteId, 2, 'second', 99).amendments).toEqual([
      { number: 1, text: 'first', signedAtMs: 50 },
      { number: 2, text: 'second', signedAtMs: 60 },
    ]);
    expect(notes.read(noteId)?.text).toBe('two');
  });

  it('takes only so many', () => {
    const { signedNotes } = tables();
    signedNotes.sign(noteId, 2, 40);
    for (let number = 1; number <= limits.amendmentsPerNote; number += 1) {
      signedNotes.amend(noteId, number, `${String(number)}.`, 50);
    }
    const next = limits.amendmentsPerNote + 1;
    expect(thrownCode(() => signedNotes.amend(noteId, next, 'one more', 50))).toBe('too-many');
  });
});

describe('the signature of a note', () => {
  const statement = { noteId, number: 0, text: 'two', signedAtMs: 40 };

  it('holds for exactly what was signed', () => {
    const { identity } = tables();
    const signature = identity.signNote(statement);
    expect(isNoteSignature(statement, signature, identity.publicKey())).toBe(true);
    for (const other of [
      { noteId: testId<NoteId>(8) },
      { number: 1 },
      { text: 'two ' },
      { signedAtMs: 41 },
    ]) {
      const forged = { ...statement, ...other };
      expect(isNoteSignature(forged, signature, identity.publicKey())).toBe(false);
    }
  });

  it('is over a statement with its own label', () => {
    expect(Buffer.from(encodeNoteStatement(statement)).toString('latin1')).toMatch(
      /^quietroom\/note\/1/u,
    );
  });
});
