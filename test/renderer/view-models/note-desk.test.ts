import { expect, it } from 'vitest';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { createNoteDesk } from '../../../renderer/view-models/note-desk.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { NoteId } from '../../../src/contract/ids.ts';
import type { Session } from '../../../src/contract/ipc.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

const session: Session = {
  sessionId: testId(3),
  clientId: testId(2),
  roomId: testId(4),
  serverOrigin: 'https://rooms.example',
  startedAtMs: 0,
};

function setUp() {
  const clock = new FakeClock();
  const scope = new Scope();
  const notes = new Map<NoteId, string>([[testId(1), 'old']]);
  const ofSession = new Set<NoteId>();
  const noteOf = (noteId: NoteId, text: string, sessionId: string | null) => ({
    noteId,
    clientId: session.clientId,
    sessionId,
    text,
    revision: 0,
    createdAtMs: 0,
    savedAtMs: 0,
  });
  const ipc = new FakeIpc({
    'note.list': () => ({
      notes: [...notes.keys()].map((noteId) => ({
        noteId,
        sessionId: ofSession.has(noteId) ? session.sessionId : null,
        firstLine: '',
        createdAtMs: 0,
        savedAtMs: 0,
      })),
    }),
    'note.read': ({ noteId }) => {
      const text = notes.get(noteId);
      if (text === undefined) throw new AppError('not-found');
      return noteOf(noteId, text, null);
    },
    'note.create': ({ noteId, sessionId, text }) => {
      notes.set(noteId, text);
      if (sessionId !== null) ofSession.add(noteId);
      return { revision: 1, savedAtMs: 1 };
    },
    'note.save': ({ noteId, text }) => {
      notes.set(noteId, text);
      return { revision: 1, savedAtMs: 1 };
    },
  });
  return {
    clock,
    scope,
    notes,
    ipc,
    desk: createNoteDesk({ ipc, clock, random: systemRandom, scope }),
  };
}

it('opens the same note once, until it is closed', async () => {
  const { desk } = setUp();
  const editor = desk.open(testId(1));
  expect(desk.open(testId(1))).toBe(editor);
  await settle();
  await editor.close();
  expect(desk.open(testId(1))).not.toBe(editor);
});

it('makes the note of a session once, and finds it again after a reload', async () => {
  const { ipc, clock, desk } = setUp();
  const first = desk.openForSession(session);
  await settle();
  first.edit('Arrived late.');
  await desk.saveAll();
  const reloaded = createNoteDesk({ ipc, clock, random: systemRandom, scope: new Scope() });
  const editor = reloaded.openForSession(session);
  await settle();
  expect(ipc.names.filter((name) => name === 'note.create')).toHaveLength(1);
  expect(editor.state.get()).toMatchObject({ phase: 'editing', text: 'Arrived late.' });
});

it('makes no note in which nobody has written, of a session or of none', async () => {
  const { ipc, notes, desk } = setUp();
  const editors = [desk.openForSession(session), desk.open(testId(5), session.clientId)];
  await settle();
  for (const editor of editors) expect(editor.state.get()).toMatchObject({ text: '', revision: 0 });
  await desk.saveAll();
  expect(desk.putAway({ evenUnsaved: false })).toBe(true);
  expect([...notes.keys()]).toEqual([testId(1)]);
  expect(ipc.names).not.toContain('note.create');
});

it('opens a new note again as it was left: with what was written, or new', async () => {
  const { notes, desk } = setUp();
  for (const text of ['', 'one', 'two']) {
    const editor = desk.open(testId(5), session.clientId);
    await settle();
    editor.edit(text);
    await expect(editor.close()).resolves.toBe(true);
    expect(notes.get(testId(5)) ?? '').toBe(text);
  }
});

it('opens nothing in the place of a note that has gone', async () => {
  const { desk } = setUp();
  const editor = desk.open(testId(5));
  await settle();
  expect(editor.state.get()).toEqual({ phase: 'failed', code: 'not-found' });
});

it('saves everything that is open, and says when something could not be', async () => {
  const { desk, notes, ipc } = setUp();
  const [first, second] = [desk.open(testId(1)), desk.openForSession(session)];
  await settle();
  first.edit('one');
  second.edit('two');
  await expect(desk.saveAll()).resolves.toBe(true);
  expect([...notes.values()]).toEqual(['one', 'two']);
  ipc.answers['note.save'] = () => {
    throw new AppError('disk-full');
  };
  first.edit('more');
  await expect(desk.saveAll()).resolves.toBe(false);
});

it('leaves no timer when its scope closes', async () => {
  const { desk, clock, scope } = setUp();
  const editor = desk.open(testId(1));
  await settle();
  editor.edit('one');
  expect(clock.pending).toBe(1);
  scope.close();
  expect(clock.pending).toBe(0);
});

it('puts away what is saved, so that the page holds no word of it', async () => {
  const { desk, clock } = setUp();
  const [first, second] = [desk.open(testId(1)), desk.openForSession(session)];
  await settle();
  first.edit('one');
  await desk.saveAll();
  expect(desk.putAway({ evenUnsaved: false })).toBe(true);
  expect([first.state.get(), second.state.get()]).toEqual([
    { phase: 'closed' },
    { phase: 'closed' },
  ]);
  expect(clock.pending).toBe(0);
});

it('keeps what could not be saved until it is, or until a person gives it up', async () => {
  const { desk, notes, ipc } = setUp();
  const editor = desk.open(testId(1));
  await settle();
  const save = ipc.answers['note.save'];
  ipc.answers['note.save'] = () => {
    throw new AppError('disk-full');
  };
  editor.edit('last words');
  await desk.saveAll();
  expect(desk.putAway({ evenUnsaved: false })).toBe(false);
  expect(desk.open(testId(1))).toBe(editor);
  if (save) ipc.answers['note.save'] = save;
  await expect(desk.saveAll()).resolves.toBe(true);
  expect(notes.get(testId(1))).toBe('last words');
  ipc.answers['note.save'] = () => {
    throw new AppError('disk-full');
  };
  editor.edit('given up');
  await desk.saveAll();
  expect(desk.putAway({ evenUnsaved: true })).toBe(true);
  expect(editor.state.get()).toEqual({ phase: 'closed' });
});

it('keeps a begun amendment, which is nowhere but in the page', async () => {
  const { desk, ipc } = setUp();
  ipc.answers['note.signed'] = () => ({ signed: { revision: 1, signedAtMs: 1 }, amendments: [] });
  const editor = desk.open(testId(1));
  await settle();
  editor.signing.editAmendment('to be added');
  expect(desk.putAway({ evenUnsaved: false })).toBe(false);
  expect(desk.open(testId(1))).toBe(editor);
});

it('forgets what was written about a client whose record is destroyed, saved or not, and about no other', async () => {
  const { desk, ipc } = setUp();
  ipc.answers['note.create'] = () => {
    throw new AppError('not-found');
  };
  const [kept, unwritten] = [desk.open(testId(1)), desk.open(testId(5), testId(9))];
  await settle();
  unwritten.edit('of whom nothing is kept');
  expect(await desk.saveAll()).toBe(false);
  desk.forgetClient(testId(9));
  expect([kept.state.get().phase, unwritten.state.get().phase]).toEqual(['editing', 'closed']);
  expect(await desk.saveAll()).toBe(true);
  desk.forgetClient(session.clientId);
  expect(kept.state.get().phase).toBe('closed');
});
