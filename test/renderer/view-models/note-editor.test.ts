import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NoteEditor } from '../../../renderer/view-models/note-editor.ts';
import type { NoteId } from '../../../src/contract/ids.ts';
import { limits } from '../../../src/contract/limits.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';
import { testId } from '../../support/fake-ids.ts';

const noteId = testId<NoteId>(1);

type Fate = 'ok' | 'refused' | 'answer-lost';

/** A note on a disk that fails as `fates` says, and its editor. */
function setUp(fates: Fate[] = []) {
  const clock = new FakeClock();
  const disk = { revision: 0, text: '', savedAtMs: clock.nowMs(), writes: [] as number[] };
  const ipc = new FakeIpc({
    'note.read': () => ({
      noteId,
      clientId: testId(2),
      sessionId: null,
      createdAtMs: 0,
      revision: disk.revision,
      text: disk.text,
      savedAtMs: disk.savedAtMs,
    }),
    'note.save': ({ revision, text }) => {
      const fate = fates.shift() ?? 'ok';
      if (fate === 'refused') throw new AppError('disk-full');
      if (revision !== disk.revision) throw new AppError('conflict');
      disk.revision += 1;
      disk.text = text;
      disk.savedAtMs = clock.nowMs();
      disk.writes.push(clock.nowMs());
      if (fate === 'answer-lost') throw new AppError('timeout');
      return { revision: disk.revision, savedAtMs: disk.savedAtMs };
    },
  });
  let closed = 0;
  const editor = new NoteEditor({
    ipc,
    clock,
    read: () => ipc.call('note.read', { noteId }),
    onClosed: () => {
      closed += 1;
    },
  });
  return { clock, disk, ipc, editor, closedTimes: () => closed };
}

describe('autosave', () => {
  it('has every key on the disk within a second, and writes at most once in 400 ms', async () => {
    const keys = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(keys, async (gapsMs) => {
        const { clock, disk, editor } = setUp();
        await settle();
        const typedAt: { text: string; atMs: number }[] = [];
        let text = '';
        for (const gapMs of gapsMs) {
          await clock.advance(gapMs);
          text += 'x';
          editor.edit(text);
          typedAt.push({ text, atMs: clock.nowMs() });
          const due = typedAt.filter(({ atMs }) => atMs <= clock.nowMs() - 1000).at(-1);
          expect(disk.text.length).toBeGreaterThanOrEqual(due?.text.length ?? 0);
        }
        await clock.advance(1000);
        expect(disk.text).toBe(text);
        const gaps = disk.writes.slice(1).map((at, index) => at - (disk.writes[index] ?? 0));
        for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(400);
      }),
      { numRuns: 40 },
    );
  });

  it('loses nothing and never calls its own saves a conflict, whatever fails', async () => {
    const fates = fc.array(fc.constantFrom<Fate>('ok', 'refused', 'answer-lost'), {
      maxLength: 12,
    });
    const keys = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(fates, keys, async (plan, gapsMs) => {
        const { clock, disk, editor } = setUp([...plan]);
        await settle();
        let text = '';
        for (const gapMs of gapsMs) {
          await clock.advance(gapMs);
          text += 'x';
          editor.edit(text);
          expect(editor.state.get()).toMatchObject({ phase: 'editing', text });
        }
        await clock.advance(120_000);
        expect(disk.text).toBe(text);
        expect(editor.state.get()).toMatchObject({ save: { phase: 'saved' } });
        expect(clock.pending).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what the screen sees', () => {
  it('goes from saved to dirty to saving to saved', async () => {
    const { clock, editor } = setUp();
    const seen: string[] = [];
    editor.state.subscribe(() => {
      const state = editor.state.get();
      seen.push(state.phase === 'editing' ? state.save.phase : state.phase);
    });
    await settle();
    editor.edit('a');
    await clock.advance(1000);
    expect(seen).toEqual(['saved', 'dirty', 'saving', 'saved']);
    expect(editor.state.get()).toMatchObject({ save: { savedAtMs: clock.nowMs() - 600 } });
  });

  it('names the reason of a failed save, tries again by itself, and at once when asked', async () => {
    const { clock, disk, editor } = setUp(['refused', 'refused', 'refused']);
    await settle();
    editor.edit('a');
    await clock.advance(400);
    expect(editor.state.get()).toMatchObject({ save: { phase: 'failed', code: 'disk-full' } });
    await clock.advance(1000);
    editor.retry();
    await settle();
    expect(disk.text).toBe('');
    editor.retry();
    await settle();
    expect(disk.text).toBe('a');
  });

  it('says too-large without sending, and saves when the text is shorter', async () => {
    const { clock, disk, ipc, editor } = setUp();
    await settle();
    editor.edit('x'.repeat(limits.noteCharacters + 1));
    await clock.advance(1000);
    expect(editor.state.get()).toMatchObject({ save: { phase: 'failed', code: 'too-large' } });
    expect(ipc.names).not.toContain('note.save');
    editor.edit('short');
    await clock.advance(10_000);
    expect(disk.text).toBe('short');
  });

  it('offers both texts when somebody else wrote, and saves what was chosen', async () => {
    const { clock, disk, editor } = setUp();
    await settle();
    disk.revision = 5;
    disk.text = 'theirs';
    editor.edit('mine');
    await clock.advance(1000);
    expect(editor.state.get()).toEqual({
      phase: 'conflict',
      noteId,
      text: 'mine',
      storedText: 'theirs',
    });
    await expect(editor.flush()).resolves.toBe(false);
    expect(disk.text).toBe('theirs');
    editor.resolveConflict('keep-both');
    await settle();
    expect(disk.text).toBe('theirs\n\nmine');
  });

  it('fails with the code when the note cannot be read, and reads it again when asked', async () => {
    const { ipc, editor } = setUp();
    const read = ipc.answers['note.read'];
    ipc.answers['note.read'] = () => {
      throw new AppError('vault-locked');
    };
    await settle();
    expect(editor.state.get()).toEqual({ phase: 'failed', code: 'vault-locked' });
    if (read) ipc.answers['note.read'] = read;
    editor.retry();
    await settle();
    expect(editor.state.get()).toMatchObject({ phase: 'editing', text: '' });
  });
});

describe('closing', () => {
  it('saves first, then stops', async () => {
    const { clock, disk, editor, closedTimes } = setUp();
    await settle();
    editor.edit('a');
    await expect(editor.close()).resolves.toBe(true);
    expect(disk.text).toBe('a');
    expect(editor.state.get()).toEqual({ phase: 'closed' });
    expect(closedTimes()).toBe(1);
    expect(clock.pending).toBe(0);
    editor.edit('b');
    await clock.advance(5000);
    expect(disk.text).toBe('a');
  });

  it('stays open when something could not be saved', async () => {
    const { editor, closedTimes } = setUp(['refused', 'refused', 'refused']);
    await settle();
    editor.edit('a');
    await expect(editor.close()).resolves.toBe(false);
    expect(editor.state.get()).toMatchObject({ phase: 'editing', text: 'a' });
    expect(closedTimes()).toBe(0);
  });

  it('saves what was typed while an earlier save was under way', async () => {
    const { clock, disk, editor } = setUp();
    await settle();
    editor.edit('a');
    await clock.advance(399);
    const flushed = editor.flush();
    editor.edit('ab');
    await expect(flushed).resolves.toBe(true);
    expect(disk.text).toBe('ab');
  });
});
