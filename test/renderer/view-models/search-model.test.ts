import { describe, expect, it } from 'vitest';
import { createSearchModel } from '../../../renderer/view-models/search-model.ts';
import type { ClientId, NoteId } from '../../../src/contract/ids.ts';
import { searchCharacters, type SearchResult } from '../../../src/contract/search-calls.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

function noteOf(number: number): SearchResult {
  return {
    kind: 'note',
    noteId: testId<NoteId>(number),
    clientId: testId<ClientId>(1),
    pseudonym: 'Heron',
    atMs: number,
    createdAtMs: number,
    place: null,
    excerpt: [],
  };
}

/** Five notes, of which a page holds two. */
const all = [1, 2, 3, 4, 5].map(noteOf);

function pageOf(page: number) {
  const results = all.slice(page * 2, page * 2 + 2);
  return { results, hasMore: page < 2, isComplete: true };
}

function setUp() {
  const ipc = new FakeIpc({ 'search.find': ({ page }) => pageOf(page) });
  const clock = new FakeClock();
  const model = createSearchModel({ ipc, clock });
  const find = async (text: string): Promise<void> => {
    model.type(text);
    await clock.advance(1000);
  };
  return { ipc, clock, model, find, shown: () => model.state.get() };
}

describe('the search model', () => {
  it('looks for what was typed last, once nobody types for a moment', async () => {
    const { ipc, clock, model, shown } = setUp();
    expect(shown()).toEqual({ phase: 'empty' });
    for (const text of ['s', 'sl', 'sle']) {
      model.type(text);
      expect(model.typed.get()).toBe(text);
      await clock.advance(100);
    }
    expect([shown(), ipc.calls]).toEqual([{ phase: 'searching' }, []]);
    await clock.advance(20);
    expect(ipc.calls).toEqual([{ name: 'search.find', input: { query: 'sle', page: 0 } }]);
    expect(shown()).toEqual({
      phase: 'found',
      results: all.slice(0, 2),
      more: { phase: 'some' },
      isComplete: true,
      isOutdated: false,
    });
  });

  it('shows no answer to what is not typed any more', async () => {
    const { ipc, clock, model, find, shown } = setUp();
    const waiting: ((found: unknown) => void)[] = [];
    ipc.answers['search.find'] = () => new Promise((resolve) => waiting.push(resolve));
    await find('old');
    await find('new');
    waiting[1]?.({ ...pageOf(2), hasMore: false });
    await settle();
    waiting[0]?.(pageOf(0));
    await settle();
    expect(shown()).toMatchObject({ results: [all[4]], isOutdated: false });
    await find('newer');
    model.type('');
    waiting[2]?.(pageOf(0));
    await settle();
    await clock.advance(1000);
    expect(shown()).toEqual({ phase: 'empty' });
  });

  it('keeps what was found while more is typed, and says that it is outdated', async () => {
    const { model, find, shown } = setUp();
    await find('sl');
    model.type('sle');
    expect(shown()).toMatchObject({ results: all.slice(0, 2), isOutdated: true });
    model.loadMore();
    expect(shown()).toMatchObject({ more: { phase: 'some' } });
  });

  it.each(['', '  '])('looks for nothing when %j is typed', async (text) => {
    const { ipc, find, shown } = setUp();
    await find('sleep');
    await find(text);
    expect([shown(), ipc.calls.length]).toEqual([{ phase: 'empty' }, 1]);
  });

  it('says that it is too long, and asks nobody', async () => {
    const { ipc, find, shown } = setUp();
    await find('x'.repeat(searchCharacters));
    await find('x'.repeat(searchCharacters + 1));
    expect([shown(), ipc.calls.length]).toEqual([{ phase: 'too-long' }, 1]);
  });

  it('reads further pages behind those that are shown, each result once', async () => {
    const { ipc, model, find, shown } = setUp();
    await find('sleep');
    // A note that was written meanwhile has moved the pages by one.
    ipc.answers['search.find'] = ({ page }) => ({
      results: [noteOf(0), ...all].slice(page * 2, page * 2 + 2),
      hasMore: page < 2,
      isComplete: true,
    });
    model.loadMore();
    model.loadMore();
    expect(shown()).toMatchObject({ results: all.slice(0, 2), more: { phase: 'loading' } });
    await settle();
    expect(shown()).toMatchObject({ results: all.slice(0, 3), more: { phase: 'some' } });
    model.loadMore();
    await settle();
    expect(shown()).toMatchObject({ results: all, more: { phase: 'none' } });
    expect(ipc.calls.map(({ input }) => input)).toEqual([
      { query: 'sleep', page: 0 },
      { query: 'sleep', page: 1 },
      { query: 'sleep', page: 2 },
    ]);
  });

  it('keeps what is shown when no more can be read, and tries again', async () => {
    const { ipc, model, find, shown } = setUp();
    await find('sleep');
    ipc.answers['search.find'] = () => {
      throw new AppError('timeout');
    };
    model.loadMore();
    await settle();
    expect(shown()).toMatchObject({
      results: all.slice(0, 2),
      more: { phase: 'failed', code: 'timeout' },
    });
    ipc.answers['search.find'] = ({ page }) => pageOf(page);
    model.loadMore();
    await settle();
    expect(shown()).toMatchObject({ results: all.slice(0, 4) });
  });

  it('says that it failed, and looks again when it is told to', async () => {
    const { ipc, model, find, shown } = setUp();
    ipc.answers['search.find'] = () => {
      throw new AppError('vault-locked');
    };
    await find('sleep');
    expect(shown()).toEqual({ phase: 'failed', code: 'vault-locked' });
    ipc.answers['search.find'] = ({ page }) => ({ ...pageOf(page), isComplete: false });
    model.again();
    expect(shown()).toEqual({ phase: 'searching' });
    await settle();
    expect(shown()).toMatchObject({ phase: 'found', isComplete: false });
    ipc.answers['search.find'] = ({ page }) => pageOf(page);
    model.again();
    expect(shown()).toMatchObject({ isComplete: false, isOutdated: true });
    await settle();
    expect(shown()).toMatchObject({ isComplete: true, isOutdated: false });
  });

  it('remembers which result was opened until something else is looked for', async () => {
    const { model, find } = setUp();
    await find('sleep');
    model.open(noteOf(2));
    expect(model.opened.get()).toBe(`note ${testId<NoteId>(2)}`);
    await find('sleeps');
    expect(model.opened.get()).toBeNull();
  });

  it('holds nothing of it any more once it is told to forget, whatever is under way', async () => {
    const { ipc, clock, model, find, shown } = setUp();
    await find('sleep');
    model.open(noteOf(2));
    model.loadMore();
    model.clear();
    await settle();
    model.type('slee');
    model.clear();
    await clock.advance(1000);
    expect([model.typed.get(), model.opened.get(), shown()]).toEqual([
      '',
      null,
      { phase: 'empty' },
    ]);
    expect([ipc.calls.length, clock.pending]).toEqual([2, 0]);
  });
});
