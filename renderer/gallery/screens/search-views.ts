import type { Route } from '../../screens/therapist/route.ts';
import type { SearchState } from '../../view-models/search-model.ts';
import type { View } from '../view.ts';
import type { TherapistScene } from './fake-models.ts';
import { amendments, editing, signed } from './fake-notes.ts';
import { foundResults, results } from './fake-search.ts';
import { heron, notes, noteText } from './fake-world.ts';
import { therapistView } from './screen-view.tsx';

function searchView(id: string, title: string, searching: SearchState, typed = 'sleep'): View {
  return therapistView(id, title, () => ({ searching, typed }), { start: { screen: 'search' } });
}

/** A note that was opened from the results, at its place. */
function openedView(
  id: string,
  title: string,
  amendment: number | null,
  word: string,
  scene: Partial<TherapistScene>,
): View {
  const { noteId, createdAtMs } = notes[0] ?? { noteId: null, createdAtMs: 0 };
  if (noteId === null) throw new Error('the fake world has no note');
  const text = amendment === null ? noteText : (amendments[amendment - 1]?.text ?? '');
  const from = text.indexOf(word);
  if (from === -1) throw new Error('the note does not say that');
  const range = { from, to: from + word.length };
  const start: Route = {
    screen: 'note',
    clientId: heron.clientId,
    noteId,
    createdAtMs,
    found: { amendment, range },
  };
  return therapistView(id, title, () => scene, { start });
}

/** Looking through the whole vault, and what is opened from there. */
export const searchViews: readonly View[] = [
  searchView('search', 'Search', { phase: 'empty' }, ''),
  searchView('search-found', 'Search, results', foundResults()),
  searchView('search-one', 'Search, one result', foundResults({ results: results.slice(0, 1) })),
  searchView('search-more', 'Search, more than a page', foundResults({ more: { phase: 'some' } })),
  searchView(
    'search-more-loading',
    'Search, reading more',
    foundResults({ more: { phase: 'loading' } }),
  ),
  searchView(
    'search-more-failed',
    'Search, more that cannot be read',
    foundResults({ more: { phase: 'failed', code: 'timeout' } }),
  ),
  searchView(
    'search-building',
    'Search, while the index is built',
    foundResults({ isComplete: false }),
  ),
  searchView('search-none', 'Search, nothing found', foundResults({ results: [] }), 'zeppelin'),
  searchView(
    'search-none-yet',
    'Search, nothing found so far',
    foundResults({ results: [], isComplete: false }),
    'zeppelin',
  ),
  searchView('search-busy', 'Search, under way', { phase: 'searching' }),
  searchView('search-too-long', 'Search, too long', { phase: 'too-long' }, 'and so on '.repeat(25)),
  searchView('search-failed', 'Search, failed', { phase: 'failed', code: 'vault-locked' }),
  openedView('note-found', 'A note, at what was found', null, 'the move', {}),
  openedView('note-found-signed', 'A signed note, at what was found', null, 'the move', {
    signing: signed(),
  }),
  openedView('note-found-amendment', 'An amendment, as it was found', 2, 'sister', {
    note: editing({}),
    signing: signed({ amendments: [...amendments] }),
  }),
];
