import { describe, expect, it } from 'vitest';
import { createNoteHistory } from '../../../renderer/view-models/note-history.ts';
import type { NoteId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

const noteId = testId<NoteId>(1);

/** A note with five revisions, of which a page holds two. */
function setUp() {
  const ipc = new FakeIpc({
    'note.revisions': ({ before }) => {
      const newest = (before ?? 6) - 1;
      const numbers = [newest, newest - 1].filter((number) => number > 0);
      return {
        revisions: numbers.map((revision) => ({ revision, savedAtMs: revision, sizeBytes: 4 })),
        hasOlder: newest > 2,
      };
    },
    'note.read-revision': ({ revision }) => ({
      revision,
      savedAtMs: revision,
      text: `text ${String(revision)}`,
    }),
  });
  const history = createNoteHistory(ipc, () => noteId);
  return { ipc, history, shown: () => history.state.get() };
}

describe('the history of a note', () => {
  it('is read when it is opened, newest first, and page by page', async () => {
    const { history, shown } = setUp();
    expect(shown()).toEqual({ phase: 'closed' });
    history.open();
    expect(shown()).toEqual({ phase: 'loading' });
    await settle();
    expect(shown()).toMatchObject({ phase: 'list', hasOlder: true });
    history.loadOlder();
    expect(shown()).toMatchObject({ more: { phase: 'busy' } });
    await settle();
    history.loadOlder();
    await settle();
    expect(shown()).toMatchObject({
      phase: 'list',
      revisions: [5, 4, 3, 2, 1].map((revision) => ({ revision })),
      hasOlder: false,
      more: { phase: 'idle' },
    });
  });

  it('shows one of them, and goes back to the list and then to the note', async () => {
    const { history, shown } = setUp();
    history.open();
    await settle();
    history.look(4);
    expect(shown()).toMatchObject({ phase: 'looking', found: { phase: 'loading' } });
    await settle();
    expect(shown()).toMatchObject({
      revision: { revision: 4 },
      found: { phase: 'ready', text: 'text 4' },
    });
    history.back();
    expect(shown()).toMatchObject({ phase: 'list' });
    history.back();
    expect(shown()).toEqual({ phase: 'closed' });
  });

  it('keeps the list when one, or older ones, cannot be read', async () => {
    const { ipc, history, shown } = setUp();
    history.open();
    await settle();
    const locked = () => {
      throw new AppError('vault-locked');
    };
    ipc.answers['note.read-revision'] = locked;
    history.look(5);
    await settle();
    expect(shown()).toMatchObject({ found: { phase: 'failed', code: 'vault-locked' } });
    history.back();
    ipc.answers['note.revisions'] = locked;
    history.loadOlder();
    await settle();
    expect(shown()).toMatchObject({
      phase: 'list',
      revisions: [{ revision: 5 }, { revision: 4 }],
      more: { phase: 'failed', code: 'vault-locked' },
    });
  });

  it('says when the list cannot be read, and reads it when asked again', async () => {
    const { ipc, history, shown } = setUp();
    const list = ipc.answers['note.revisions'];
    ipc.answers['note.revisions'] = () => {
      throw new AppError('vault-locked');
    };
    history.open();
    await settle();
    expect(shown()).toEqual({ phase: 'failed', code: 'vault-locked' });
    if (list) ipc.answers['note.revisions'] = list;
    history.open();
    await settle();
    expect(shown()).toMatchObject({ phase: 'list' });
  });

  it('shows nothing that arrives after it was left', async () => {
    const { history, shown } = setUp();
    history.open();
    history.close();
    await settle();
    expect(shown()).toEqual({ phase: 'closed' });
    history.open();
    await settle();
    history.look(5);
    history.back();
    await settle();
    expect(shown()).toMatchObject({ phase: 'list' });
  });
});
