import { ids, type NoteId } from '../../../src/contract/ids.ts';
import type {
  RescuedClient,
  RescuedNote,
  RescueReport,
} from '../../../src/contract/rescue-calls.ts';
import type { RescueModel, RescueState } from '../../view-models/rescue-model.ts';
import type { RescuedNotesModel, RescuedNotesState } from '../../view-models/rescued-notes.ts';
import { createStore } from '../../view-models/store.ts';
import type { WaysWork } from '../../view-models/vault-ways-model.ts';
import { clients, nowMs } from './fake-world.ts';

const nothing = (): void => undefined;
const dayMs = 86_400_000;
const none = { notes: [], files: [], card: [], others: 0 };

function rescuedClient(at: number, change: Partial<RescuedClient> = {}): RescuedClient {
  const client = clients[at];
  if (!client) throw new Error('the fake world has no such client');
  const { clientId, pseudonym } = client;
  return {
    clientId,
    pseudonym,
    notes: 24 - at,
    files: at,
    hasCard: at === 0,
    lost: none,
    ...change,
  };
}

function noteIdOf(letter: string): NoteId {
  return ids.note.parse(`${'A'.repeat(20)}${letter}A`);
}

/** What can be read of the first client's notes. */
const rescuedNotes: readonly RescuedNote[] = [
  { firstLine: 'Slept better, dreamt of the lake again', lost: [] },
  { firstLine: 'Started the diary. Mornings are hardest.', lost: ['newest', 'added'] as const },
  { firstLine: '', lost: ['text', 'signature'] as const },
].map(({ firstLine, lost }, at) => ({
  noteId: noteIdOf(String.fromCodePoint(68 + at)),
  createdAtMs: nowMs - (at * 6 + 5) * dayMs,
  savedAtMs: nowMs - (at * 6 + 5) * dayMs + 3_000_000,
  firstLine,
  lost: [...lost],
}));

const text = `Started the diary. Mornings are hardest.

Agreed to try the walk before breakfast, three days of the week, and to write down how it went.

Next time: the letter to the sister.`;

const amendment = 'The walk was agreed for four days, not three.';

/** Reads the same text of each. */
function fakeRescuedNotes(): RescuedNotesModel {
  const list = { phase: 'list', notes: rescuedNotes } as const;
  const state = createStore<RescuedNotesState>(list);
  return {
    state,
    load: nothing,
    read: (noteId) => {
      const note = rescuedNotes.find((one) => one.noteId === noteId);
      if (!note) return;
      const amendments = [{ number: 1, text: amendment, signedAtMs: note.savedAtMs + dayMs }];
      const read = { text, savedAtMs: note.savedAtMs, amendments };
      state.set({ phase: 'reading', note, found: { phase: 'ready', read } });
    },
    back: () => {
      state.set(list);
    },
    close: nothing,
  };
}

/** Two clients of whom something is lost, one without a name, one of whom everything is there. */
export const damagedReport: RescueReport = {
  clients: [
    rescuedClient(0, {
      lost: {
        notes: [
          { noteId: noteIdOf('A'), createdAtMs: nowMs - 40 * dayMs, part: 'all' },
          { noteId: noteIdOf('B'), createdAtMs: nowMs - 12 * dayMs, part: 'newest' },
          { noteId: noteIdOf('B'), createdAtMs: nowMs - 12 * dayMs, part: 'added' },
          { noteId: noteIdOf('C'), createdAtMs: null, part: 'signature' },
        ],
        files: [{ name: 'sleep-diary.pdf', keptAtMs: nowMs - 20 * dayMs }],
        card: ['contact'],
        others: 2,
      },
    }),
    rescuedClient(1),
    rescuedClient(2, { pseudonym: null, lost: { ...none, others: 1 } }),
  ],
  unplaced: 3,
  mayBeMore: true,
  isOlder: false,
  keysLost: false,
  lastBackup: { madeAtMs: nowMs - 2 * dayMs, folderName: 'Quietroom backups' },
};

export function fakeRescue(
  state: RescueState = { phase: 'none' },
  unlocking: WaysWork = { phase: 'idle' },
): RescueModel {
  return {
    state: createStore(state),
    unlocking: createStore(unlocking),
    offer: nothing,
    begin: nothing,
    clearFailures: nothing,
    cancel: nothing,
    notesOf: fakeRescuedNotes,
    end: nothing,
  };
}
