import type { Clock } from '../../src/base/ports.ts';
import {
  lastSearchPage,
  searchCharacters,
  type SearchResult,
  type SearchResults,
} from '../../src/contract/search-calls.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store } from './store.ts';

export type SearchState =
  /** Nothing is looked for. */
  | { readonly phase: 'empty' }
  /** More was typed than can be looked for. */
  | { readonly phase: 'too-long' }
  /** Nothing can be shown yet. */
  | { readonly phase: 'searching' }
  | FoundState
  | { readonly phase: 'failed'; readonly code: ErrorCode };

export interface FoundState {
  readonly phase: 'found';
  /** Names first, then texts, of both the newest first. Empty: nothing was found. */
  readonly results: readonly SearchResult[];
  /** Whether there are more, and how reading them fares. */
  readonly more:
    | { readonly phase: 'none' }
    | { readonly phase: 'some' }
    | { readonly phase: 'loading' }
    | { readonly phase: 'failed'; readonly code: ErrorCode };
  /** False while the index is being built: there may be more to be found. */
  readonly isComplete: boolean;
  /** They belong to what was typed before; what is typed now is being looked for. */
  readonly isOutdated: boolean;
}

/** Looks through the whole vault for what is typed. All of it is in memory only, and gone when the vault locks. */
export interface SearchModel {
  readonly typed: Store<string>;
  readonly state: Store<SearchState>;
  /** The result that was opened last, so that whoever comes back finds it. */
  readonly opened: Store<string | null>;
  /** Takes the whole new text of the field; looks for it once nobody has typed for a moment. */
  type(text: string): void;
  /** Looks once more for the same, at once. */
  again(): void;
  loadMore(): void;
  /** Remembers which one was opened. */
  open(result: SearchResult): void;
  /** Forgets what was typed and what was found. */
  clear(): void;
}

/** Long enough for the next key of somebody who types, too short to be waited for. */
const pauseMs = 120;

const noneFound: FoundState = {
  phase: 'found',
  results: [],
  more: { phase: 'none' },
  isComplete: true,
  isOutdated: false,
};

/** Tells results apart: by where they lie, not by what was found there. */
export function keyOfResult(result: SearchResult): string {
  switch (result.kind) {
    case 'client':
      return `client ${result.clientId}`;
    case 'file':
      return `file ${result.fileId}`;
    case 'note':
      return `note ${result.noteId}`;
    case 'amendment':
      return `amendment ${result.noteId} ${String(result.number)}`;
  }
}

export function createSearchModel(options: {
  readonly ipc: IpcClient;
  readonly clock: Clock;
}): SearchModel {
  const { ipc, clock } = options;
  const typed = createStore('');
  const state = createStore<SearchState>({ phase: 'empty' });
  const opened = createStore<string | null>(null);
  const task = new LatestTask();
  let nextPage = 0;
  let cancelPause = (): void => undefined;

  const stop = (): void => {
    cancelPause();
    // What is still under way is for something else.
    task.stop();
    opened.set(null);
  };
  const read = (page: number, shown: FoundState, onFailed: (code: ErrorCode) => void): void => {
    task.start(
      () => ipc.call('search.find', { query: typed.get(), page }),
      (found) => {
        nextPage = page + 1;
        state.set(withPage(shown, found, nextPage <= lastSearchPage));
      },
      ({ code }) => {
        onFailed(code);
      },
    );
  };
  const search = (): void => {
    read(0, noneFound, (code) => {
      state.set({ phase: 'failed', code });
    });
  };
  return {
    typed,
    state,
    opened,
    type(text) {
      stop();
      typed.set(text);
      if (text.trim() === '') state.set({ phase: 'empty' });
      else if (text.length > searchCharacters) state.set({ phase: 'too-long' });
      else {
        const now = state.get();
        // Something to look at is better than an empty page that flickers between two keys.
        state.set(now.phase === 'found' ? { ...now, isOutdated: true } : { phase: 'searching' });
        cancelPause = clock.after(pauseMs, search);
      }
    },
    again() {
      const now = state.get();
      if (now.phase !== 'found' && now.phase !== 'failed') return;
      stop();
      state.set(now.phase === 'found' ? { ...now, isOutdated: true } : { phase: 'searching' });
      search();
    },
    loadMore() {
      const now = state.get();
      if (now.phase !== 'found' || now.isOutdated) return;
      if (now.more.phase !== 'some' && now.more.phase !== 'failed') return;
      state.set({ ...now, more: { phase: 'loading' } });
      read(nextPage, now, (code) => {
        state.set({ ...now, more: { phase: 'failed', code } });
      });
    },
    open(result) {
      opened.set(keyOfResult(result));
    },
    clear() {
      stop();
      typed.set('');
      state.set({ phase: 'empty' });
    },
  };
}

/** What is shown, and the page behind it. What is written meanwhile moves pages, so the same one may come twice. */
function withPage(shown: FoundState, found: SearchResults, canBeMore: boolean): FoundState {
  const known = new Set(shown.results.map(keyOfResult));
  const { hasMore, isComplete } = found;
  return {
    phase: 'found',
    results: [...shown.results, ...found.results.filter((one) => !known.has(keyOfResult(one)))],
    more: { phase: hasMore && canBeMore ? 'some' : 'none' },
    isComplete,
    isOutdated: false,
  };
}
