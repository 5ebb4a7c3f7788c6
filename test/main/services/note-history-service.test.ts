import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { createClientService } from '../../../main/services/client-service.ts';
import { createNoteHistoryService } from '../../../main/services/note-history-service.ts';
import { createNoteService } from '../../../main/services/note-service.ts';
import type { NoteId } from '../../../src/contract/ids.ts';
import { logOf } from '../../support/audit-of.ts';
import { testId } from '../../support/fake-ids.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { thrownCode } from '../../support/thrown-code.ts';

async function services() {
  const made = makeVaultService();
  await made.vault.create();
  const ports = { ...made, random: systemRandom };
  const { clientId } = createClientService(ports).create('Heron');
  const notes = createNoteService(ports);
  const noteId = testId<NoteId>(7);
  notes.create({ noteId, clientId, sessionId: null }, 'one');
  return { ...made, notes, noteId, history: createNoteHistoryService(ports) };
}

describe('NoteHistoryService', () => {
  it('has every kept text of a note, also of one that is signed', async () => {
    const { notes, noteId, history } = await services();
    notes.save(noteId, 1, 'two');
    notes.sign(noteId, 2);
    expect(history.list(noteId, null).revisions.map(({ revision }) => revision)).toEqual([2, 1]);
    expect(history.read(noteId, 1).text).toBe('one');
    expect(notes.read(noteId)).toMatchObject({ text: 'two', revision: 2 });
  });

  it('does not find what is not there', async () => {
    const { noteId, history } = await services();
    expect(thrownCode(() => history.list(testId<NoteId>(1), null))).toBe('not-found');
    expect(thrownCode(() => history.read(testId<NoteId>(1), 1))).toBe('not-found');
    expect(thrownCode(() => history.read(noteId, 2))).toBe('not-found');
  });

  it('puts on record that an earlier text was read', async () => {
    const { noteId, history, vault } = await services();
    history.read(noteId, 1);
    expect(logOf({ vault }).at(-1)).toBe('note-read client');
  });

  it('has nothing to say while the vault is locked', async () => {
    const { vault, noteId, history } = await services();
    await vault.lock();
    expect(thrownCode(() => history.list(noteId, null))).toBe('vault-locked');
    expect(thrownCode(() => history.read(noteId, 1))).toBe('vault-locked');
  });
});
