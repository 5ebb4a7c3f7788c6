import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { createClientService } from '../../../main/services/client-service.ts';
import { createNoteService, type NewNote } from '../../../main/services/note-service.ts';
import { createSessionService } from '../../../main/services/session-service.ts';
import type { ClientId, NoteId, SessionId } from '../../../src/contract/ids.ts';
import { testId } from '../../support/fake-ids.ts';
import { breakLog } from '../../support/audit-of.ts';
import { replaceFs } from '../../support/faulty-fs.ts';
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

const noteId = testId<NoteId>(7);

/** A note that belongs to no session. */
function newNote(clientId: ClientId): NewNote {
  return { noteId, clientId, sessionId: null };
}

describe('NoteService', () => {
  it('makes a note of its first text, which is saved, read and listed', async () => {
    const { notes, clientId, clock } = await services();
    const [beganAtMs, note] = [clock.nowMs(), newNote(clientId)];
    expect(notes.create(note, 'S')).toEqual({ revision: 1, savedAtMs: beganAtMs });
    await clock.advance(1000);
    expect(notes.save(noteId, 1, 'Slept well.')).toEqual({ revision: 2, savedAtMs: clock.nowMs() });
    expect(notes.read(noteId)).toEqual({
      ...note,
      text: 'Slept well.',
      revision: 2,
      createdAtMs: beganAtMs,
      savedAtMs: clock.nowMs(),
    });
    expect(notes.list(clientId)).toMatchObject([{ noteId, firstLine: 'Slept well.' }]);
  });

  it('makes it once, however often that is asked for, and never over another', async () => {
    const { notes, clientId, otherId, clock } = await services();
    const made = notes.create(newNote(clientId), 'one');
    await clock.advance(1000);
    expect(notes.create(newNote(clientId), 'one')).toEqual(made);
    expect(thrownCode(() => notes.create(newNote(clientId), 'other'))).toBe('conflict');
    expect(thrownCode(() => notes.create(newNote(otherId), 'one'))).toBe('conflict');
    notes.save(noteId, 1, 'two');
    expect(thrownCode(() => notes.create(newNote(clientId), 'one'))).toBe('conflict');
    expect(notes.read(noteId).text).toBe('two');
  });

  it('makes it in one commit, also where the log cannot be written', async () => {
    const made = await services();
    breakLog(made);
    let heads = 0;
    replaceFs('writeSync', (real) => {
      const counted = (...args: Parameters<typeof real>): number => {
        heads += 1;
        return real(...args);
      };
      return counted as typeof real;
    });
    made.notes.create(newNote(made.clientId), 'one');
    expect(heads).toBe(1);
  });

  it('signs a note, locks it, and takes amendments', async () => {
    const { notes, clientId, clock } = await services();
    notes.create(newNote(clientId), 'Slept well.');
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
    const inSession = (whose: ClientId, id: SessionId) => () =>
      notes.create({ noteId, clientId: whose, sessionId: id }, 'text');
    expect(thrownCode(inSession(otherId, sessionId))).toBe('not-found');
    expect(thrownCode(inSession(clientId, testId<SessionId>(1)))).toBe('not-found');
    expect(inSession(clientId, sessionId)()).toMatchObject({ revision: 1 });
    expect(notes.read(noteId).sessionId).toBe(sessionId);
  });

  it('does not find what is not there', async () => {
    const { notes } = await services();
    expect(thrownCode(() => notes.list(testId<ClientId>(1)))).toBe('not-found');
    const nobody = testId<ClientId>(1);
    expect(thrownCode(() => notes.create(newNote(nobody), 'text'))).toBe('not-found');
    expect(thrownCode(() => notes.read(testId<NoteId>(1)))).toBe('not-found');
    expect(thrownCode(() => notes.save(testId<NoteId>(1), 0, ''))).toBe('not-found');
  });

  it('says that a save is based on an old text', async () => {
    const { notes, clientId } = await services();
    notes.create(newNote(clientId), 'one');
    expect(thrownCode(() => notes.save(noteId, 0, 'other'))).toBe('conflict');
  });

  it('has what was saved after the vault was closed and opened', async () => {
    const { notes, clientId, vault } = await services();
    notes.create(newNote(clientId), 'kept');
    await vault.lock();
    expect(thrownCode(() => notes.read(noteId))).toBe('vault-locked');
    expect(thrownCode(() => notes.save(noteId, 1, 'lost?'))).toBe('vault-locked');
    await vault.open();
    expect(notes.read(noteId).text).toBe('kept');
  });
});
