import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NoteEditor } from '../../../renderer/view-models/note-editor.ts';
import type { ClientId, NoteId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

const noteId = testId<NoteId>(1);
const whose = { clientId: testId<ClientId>(2), sessionId: null };

type Fate = 'ok' | 'refused' | 'answer-lost';

/** A note that the vault has from its first save on, on a disk that fails as `fates` says. */
function setUp(fates: Fate[] = [], readings: boolean[] = []) {
  const clock = new FakeClock();
  let disk: { revision: number; text: string; savedAtMs: number } | null = null;
  const write = (revision: number, text: string): { revision: number; savedAtMs: number } => {
    const fate = fates.shift() ?? 'ok';
    if (fate === 'refused') throw new AppError('disk-full');
    if (revision !== (disk?.revision ?? 0)) throw new AppError('conflict');
    disk = { revision: revision + 1, text, savedAtMs: clock.nowMs() };
    if (fate === 'answer-lost') throw new AppError('timeout');
    return { revision: disk.revision, savedAtMs: disk.savedAtMs };
  };
  const ipc = new FakeIpc({
    'note.read': () => {
      if (readings.shift() === false) throw new AppError('timeout');
      if (!disk) throw new AppError('not-found');
      return { noteId, ...whose, createdAtMs: 0, ...disk };
    },
    'note.create': ({ text }) => write(0, text),
    'note.save': ({ revision, text }) => {
      if (!disk) throw new AppError('not-found');
      return write(revision, text);
    },
    'note.signed': () => ({ signed: null, amendments: [] }),
    'note.sign': ({ revision }) => ({ signed: { revision, signedAtMs: 1 }, amendments: [] }),
  });
  const editor = new NoteEditor({
    ipc,
    clock,
    read: () => Promise.resolve({ noteId, unwritten: whose }),
    onClosed: () => undefined,
  });
  return { clock, ipc, editor, text: () => disk?.text ?? null };
}

it('is on the disk within a second of its first letter, and saved as any other after', async () => {
  const { clock, ipc, editor, text } = setUp();
  await settle();
  expect(editor.state.get()).toMatchObject({ phase: 'editing', text: '', revision: 0 });
  editor.edit('a');
  await clock.advance(1000);
  expect(text()).toBe('a');
  editor.edit('ab');
  await clock.advance(1000);
  expect(text()).toBe('ab');
  expect(ipc.calls).toEqual([
    { name: 'note.create', input: { noteId, ...whose, text: 'a' } },
    { name: 'note.save', input: { noteId, revision: 1, text: 'ab' } },
  ]);
});

it('is nowhere when what was typed was taken away again, and can be written later', async () => {
  const { clock, ipc, editor, text } = setUp();
  await settle();
  editor.edit('a');
  editor.edit('');
  await clock.advance(1000);
  expect(editor.state.get()).toMatchObject({ revision: 0, save: { phase: 'saved' } });
  expect(ipc.names).not.toContain('note.create');
  editor.edit('b');
  await clock.advance(1000);
  expect(text()).toBe('b');
});

it('loses nothing and makes nothing twice, whatever fails, also where it is emptied', async () => {
  const fates = fc.array(fc.constantFrom<Fate>('ok', 'refused', 'answer-lost'), { maxLength: 10 });
  const readings = fc.array(fc.boolean(), { maxLength: 5 });
  const keys = fc.array(
    fc.record({ gapMs: fc.integer({ min: 1, max: 3000 }), isEmptied: fc.boolean() }),
    { minLength: 1, maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(fates, readings, keys, async (plan, answered, typed) => {
      const { clock, editor, text } = setUp([...plan], [...answered]);
      await settle();
      let shown = '';
      for (const { gapMs, isEmptied } of typed) {
        await clock.advance(gapMs);
        shown = isEmptied ? '' : `${shown}x`;
        editor.edit(shown);
      }
      await clock.advance(120_000);
      expect(text() ?? '').toBe(shown);
      expect(editor.state.get()).toMatchObject({ phase: 'editing', save: { phase: 'saved' } });
      expect(clock.pending).toBe(0);
    }),
    { numRuns: 100 },
  );
});

it('is not signed while nothing is written, and can be with its first words', async () => {
  const { editor } = setUp();
  await settle();
  expect(editor.signing.state.get()).toEqual({ phase: 'open', failed: null });
  editor.history.open();
  expect(editor.history.state.get()).toEqual({ phase: 'closed' });
  editor.signing.sign();
  await settle();
  expect(editor.signing.state.get()).toEqual({ phase: 'open', failed: 'conflict' });
  editor.edit('Slept well.');
  editor.signing.sign();
  await settle();
  expect(editor.signing.state.get()).toMatchObject({ phase: 'signed', signed: { revision: 1 } });
});
