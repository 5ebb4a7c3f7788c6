import { expect, it } from 'vitest';
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
        sessionId: noteId === testId<NoteId>(9) ? session.sessionId : null,
        firstLine: '',
        createdAtMs: 0,
        savedAtMs: 0,
      })),
    }),
    'note.read': ({ noteId }) => noteOf(noteId, notes.get(noteId) ?? '', null),
    'note.create': ({ sessionId }) => {
      notes.set(testId<NoteId>(9), '');
      return noteOf(testId<NoteId>(9), '', sessionId);
    },
    'note.save': ({ noteId, text }) => {
      notes.set(noteId, text);
      return { revision: 1, savedAtMs: 1 };
    },
  });
  return { clock, scope, notes, ipc, desk: createNoteDesk({ ipc, clock, scope }) };
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
  desk.openForSession(session);
  await settle();
  const reloaded = createNoteDesk({ ipc, clock, scope: new Scope() });
  const editor = reloaded.openForSession(session);
  await settle();
  expect(ipc.names.filter((name) => name === 'note.create')).toHaveLength(1);
  expect(editor.state.get()).toMatchObject({ phase: 'editing', noteId: testId(9) });
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
