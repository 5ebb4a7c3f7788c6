import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { createClientService } from '../../../main/services/client-service.ts';
import { createNoteService } from '../../../main/services/note-service.ts';
import { createSessionService } from '../../../main/services/session-service.ts';
import type { ClientId, NoteId, SessionId } from '../../../src/contract/ids.ts';
import { testId } from '../../support/fake-ids.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { thrownCode } from '../../support/thrown-code.ts';

async function services() {
  const made = makeVaultService();
  await made.vault.create();
  const ports = { ...made, random: systemRandom };
  const clients = createClientService(ports);
  return {
    ...made,
    clientId: clients.create('Heron').clientId,
    otherId: clients.create('Wren').clientId,
    notes: createNoteService(ports),
    sessions: createSessionService({ ...ports, serverOrigin: () => 'https://rooms.example' }),
  };
}

describe('NoteService', () => {
  it('makes a note that is saved, read and listed', async () => {
    const { notes, clientId, clock } = await services();
    const note = notes.create(clientId, null);
    expect(note).toMatchObject({ clientId, sessionId: null, text: '', revision: 0 });
    await clock.advance(1000);
    expect(notes.save(note.noteId, 0, 'Slept well.')).toEqual({
      revision: 1,
      savedAtMs: clock.nowMs(),
    });
    expect(notes.read(note.noteId)).toMatchObject({ text: 'Slept well.', revision: 1 });
    expect(notes.list(clientId)).toMatchObject([{ noteId: note.noteId, firstLine: 'Slept well.' }]);
  });

  it('signs a note, locks it, and takes amendments', async () => {
    const { notes, clientId, clock } = await services();
    const { noteId } = notes.create(clientId, null);
    notes.save(noteId, 0, 'Slept well.');
    expect(notes.signed(noteId).signed).toBeNull();
    notes.sign(noteId, 1);
    expect(thrownCode(() => notes.save(noteId, 1, 'Slept badly.'))).toBe('note-signed');
    notes.amend(noteId, 1, 'It was Tuesday.');
    expect(notes.signed(noteId)).toEqual({
      signed: { revision: 1, signedAtMs: clock.nowMs() },
      amendments: [{ number: 1, text: 'It was Tuesday.', signedAtMs: clock.nowMs() }],
    });
    expect(thrownCode(() => notes.signed(testId<NoteId>(5)))).toBe('not-found');
  });

  it('puts a note to a session with the same client only', async () => {
    const { notes, sessions, clientId, otherId } = await services();
    const { sessionId } = sessions.start(clientId);
    expect(notes.create(clientId, sessionId).sessionId).toBe(sessionId);
    expect(thrownCode(() => notes.create(otherId, sessionId))).toBe('not-found');
    expect(thrownCode(() => notes.create(clientId, testId<SessionId>(1)))).toBe('not-found');
  });

  it('does not find what is not there', async () => {
    const { notes } = await services();
    expect(thrownCode(() => notes.list(testId<ClientId>(1)))).toBe('not-found');
    expect(thrownCode(() => notes.create(testId<ClientId>(1), null))).toBe('not-found');
    expect(thrownCode(() => notes.read(testId<NoteId>(1)))).toBe('not-found');
    expect(thrownCode(() => notes.save(testId<NoteId>(1), 0, ''))).toBe('not-found');
  });

  it('says that a save is based on an old text', async () => {
    const { notes, clientId } = await services();
    const { noteId } = notes.create(clientId, null);
    notes.save(noteId, 0, 'one');
    expect(thrownCode(() => notes.save(noteId, 0, 'other'))).toBe('conflict');
  });

  it('has what was saved after the vault was closed and opened', async () => {
    const { notes, clientId, vault } = await services();
    const { noteId } = notes.create(clientId, null);
    notes.save(noteId, 0, 'kept');
    await vault.lock();
    expect(thrownCode(() => notes.read(noteId))).toBe('vault-locked');
    expect(thrownCode(() => notes.save(noteId, 1, 'lost?'))).toBe('vault-locked');
    await vault.open();
    expect(notes.read(noteId).text).toBe('kept');
  });
});
