import { ids } from '../../../src/contract/ids.ts';
import type { SearchResult } from '../../../src/contract/search-calls.ts';
import type { FoundState, SearchModel, SearchState } from '../../view-models/search-model.ts';
import { createStore } from '../../view-models/store.ts';
import { clients, files, heron, notes, nowMs } from './fake-world.ts';

const day = 24 * 60 * 60_000;
const nothing = (): void => undefined;

export interface SearchScene {
  readonly typed: string;
  readonly searching: SearchState;
}

/** A piece of text, with what is between stars marked. */
function excerpt(text: string): SearchResult['excerpt'] {
  return text
    .split('*')
    .map((part, index) => ({ text: part, isMatch: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}

function from(client: number): Pick<SearchResult, 'clientId' | 'pseudonym'> {
  const { clientId, pseudonym } = clients[client] ?? heron;
  return { clientId, pseudonym };
}

function inNote(number: number) {
  const { noteId, createdAtMs } = notes[number] ?? { noteId: ids.note.parse(''), createdAtMs: 0 };
  return { noteId, createdAtMs, atMs: createdAtMs };
}

const [firstFile] = files.files;

/** What is found by “sleep”. */
export const results: readonly SearchResult[] = [
  {
    kind: 'note',
    ...from(0),
    ...inNote(0),
    place: { from: 0, to: 5 },
    excerpt: excerpt(
      '*Sleep* is better this week, five nights out of seven. Talked about the move and what it would mean to say no. She notices that she plans everybody else’s boxes first, and *sleeps* on her own …',
    ),
  },
  {
    kind: 'amendment',
    number: 1,
    ...from(3),
    ...inNote(1),
    atMs: nowMs,
    place: { from: 4, to: 9 },
    excerpt: excerpt('The *sleep* diary was from the week before.'),
  },
  { kind: 'client', ...from(2), atMs: nowMs - 6 * day, excerpt: excerpt('The Winter *Sleeper*') },
  ...(firstFile
    ? [
        {
          kind: 'file' as const,
          ...from(0),
          fileId: firstFile.fileId,
          atMs: nowMs - 7 * day,
          excerpt: excerpt('*sleep* diary.pdf'),
        },
      ]
    : []),
];

export function foundResults(more: Partial<FoundState> = {}): FoundState {
  return {
    phase: 'found',
    results,
    more: { phase: 'none' },
    isComplete: true,
    isOutdated: false,
    ...more,
  };
}

/** A search in one state. Typing shows in the field, and finds nothing. */
export function fakeSearch({ typed, searching }: Partial<SearchScene>): SearchModel {
  const field = createStore(typed ?? '');
  return {
    typed: field,
    state: createStore(searching ?? { phase: 'empty' }),
    opened: createStore<string | null>(null),
    type: (text) => {
      field.set(text);
    },
    again: nothing,
    loadMore: nothing,
    open: nothing,
    clear: nothing,
  };
}
