import { describe, expect, it } from 'vitest';
import { clientOf, dayOf, filledVaults, noteOf, rescue } from '../../../support/damaged-vault.ts';
import { openForTampering } from '../../../support/decrypted-pages.ts';

const filledVault = filledVaults();
const noteId = noteOf(1, 0);

/** Opens under no key. */
const noneOpens = new Uint8Array(93).fill(1, 0, 1);
/** Says to be of a version that no program knows yet. */
const unknownVersion = new Uint8Array(93).fill(9, 0, 1);

/** What a rescue has of a note that was saved twice, signed and added to, without these of its rows. */
async function foundWithout(...lost: readonly string[]) {
  return foundWith(noneOpens, ...lost);
}

/** The same with this in the place of what was sealed there. */
async function foundWith(sealed: Uint8Array, ...lost: readonly string[]) {
  const made = filledVault();
  const vault = made.store.open(made.secret.secret);
  vault.notes.save(noteId, 1, 'what was signed', dayOf(90));
  vault.signedNotes.sign(noteId, 2, dayOf(91));
  vault.signedNotes.amend(noteId, 1, 'what was added', dayOf(92));
  vault.close();
  const database = openForTampering(made.dataFolder, made.secret.secret);
  database.pragma('foreign_keys = OFF');
  const damage: Readonly<Record<string, string>> = {
    newest: 'UPDATE note_revisions SET text = @sealed WHERE note_id = @noteId AND revision = 2',
    earlier: 'UPDATE note_revisions SET text = @sealed WHERE note_id = @noteId AND revision = 1',
    signature: 'UPDATE note_signatures SET signature = @sealed WHERE note_id = @noteId',
    amendment: 'UPDATE note_amendments SET text = @sealed WHERE note_id = @noteId',
    revisions: 'DELETE FROM note_revisions WHERE note_id = @noteId',
    note: 'DELETE FROM notes WHERE note_id = @noteId',
  };
  for (const trigger of database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .pluck()
    .all())
    database.exec(`DROP TRIGGER "${String(trigger)}"`);
  for (const part of lost) database.prepare(damage[part] ?? '').run({ noteId, sealed });
  database.close();
  const rescued = await rescue(made);
  const isListed = rescued.notes.list(clientOf(1)).some((note) => note.noteId === noteId);
  const proofs = rescued.signedNotes.prove(noteId);
  return {
    revision: isListed ? rescued.notes.read(noteId)?.revision : null,
    isSigned: proofs.signed !== null,
    added: proofs.amendments.map(({ text, holds }) => ({ text, holds })),
    lost: rescued.losses(clientOf(1))?.notes.map(({ part }) => part) ?? [],
  };
}

const added = [{ text: 'what was added', holds: true }];

describe('a signed note in a damaged vault', () => {
  it('keeps what was added when the signed text is lost, and says all that is', async () => {
    expect(await foundWithout('newest')).toEqual({
      revision: 1,
      isSigned: false,
      added,
      lost: ['newest', 'signature'],
    });
  });

  it('keeps what was added when the signature is lost', async () => {
    expect(await foundWithout('signature')).toEqual({
      revision: 2,
      isSigned: false,
      added,
      lost: ['signature'],
    });
  });

  it('has the rest of it, and is named, when a value is of a version that nobody knows', async () => {
    expect(await foundWith(unknownVersion, 'newest', 'amendment')).toEqual({
      revision: 1,
      isSigned: false,
      added: [],
      lost: ['newest', 'signature', 'added'],
    });
    // Of whom a row is, its seal tells no more: it is counted, and the others are shown.
    const found = await foundWith(unknownVersion, 'newest', 'earlier', 'amendment', 'note');
    expect(found).toMatchObject({ revision: null, added: [] });
  });

  it('stays for what was added when all of its texts are lost, even where only a seal tells whose it is', async () => {
    const withoutText = { revision: 0, isSigned: false, added, lost: ['text', 'signature'] };
    expect(await foundWithout('newest', 'earlier')).toEqual(withoutText);
    expect(await foundWithout('revisions', 'note')).toEqual(withoutText);
  });

  it('is lost as a whole with all texts and all that was added', async () => {
    expect(await foundWithout('newest', 'earlier', 'amendment')).toEqual({
      revision: null,
      isSigned: false,
      added: [],
      lost: ['all'],
    });
  });

  it('names what was added and is lost beside an earlier text that is', async () => {
    expect(await foundWithout('earlier', 'amendment')).toEqual({
      revision: 2,
      isSigned: true,
      added: [],
      lost: ['added', 'earlier'],
    });
  });
});
