import { AppError } from '../../../src/errors/app-error.ts';
import type { NoteEditorModel, NoteEditorState } from '../../view-models/note-editor-model.ts';
import type { NoteHistoryModel, NoteHistoryState } from '../../view-models/note-history-model.ts';
import type { NoteSigningModel, NoteSigningState } from '../../view-models/note-signing-model.ts';
import { createStore } from '../../view-models/store.ts';
import { earlierTexts, notes, noteText, nowMs, revisions } from './fake-world.ts';

const nothing = (): void => undefined;

/** What a note on the screen is made of. */
export interface NoteScene {
  readonly note: NoteEditorState;
  readonly signing: NoteSigningState;
  readonly history: NoteHistoryState;
}

/** A note that can be typed into, and is never saved. */
export function fakeEditor(scene: Partial<NoteScene>): NoteEditorModel {
  const store = createStore(scene.note ?? editing());
  return {
    state: store,
    signing: fakeSigning(scene.signing ?? { phase: 'open', failed: null }),
    history: fakeHistory(scene.history ?? { phase: 'closed' }),
    edit(text) {
      const now = store.get();
      if (now.phase === 'editing') store.set({ ...now, text });
    },
    flush: () => Promise.resolve(true),
    putBack: () => Promise.resolve(true),
    retry: nothing,
    resolveConflict: nothing,
    amendLeftOver: nothing,
    letGo: nothing,
    close: () => Promise.resolve(true),
  };
}

function fakeSigning(initial: NoteSigningState): NoteSigningModel {
  const state = createStore(initial);
  return {
    state,
    check: nothing,
    sign: () => {
      state.set(signed());
    },
    editAmendment(text) {
      const now = state.get();
      if (now.phase === 'signed')
        state.set({ ...now, amending: { text, work: { phase: 'idle' } } });
    },
    amend: () => Promise.resolve(false),
  };
}

function fakeHistory(initial: NoteHistoryState): NoteHistoryModel {
  const state = createStore(initial);
  const list: NoteHistoryState = {
    phase: 'list',
    revisions,
    hasOlder: true,
    more: { phase: 'idle' },
  };
  return {
    state,
    open: () => {
      state.set(list);
    },
    loadOlder: nothing,
    look: (number) => {
      state.set(looking(number));
    },
    back: () => {
      state.set(state.get().phase === 'looking' ? list : { phase: 'closed' });
    },
    close: () => {
      state.set({ phase: 'closed' });
    },
  };
}

/** An earlier text of the note, on the screen. */
export function looking(number: number): NoteHistoryState {
  const revision = revisions.find((one) => one.revision === number);
  const text = earlierTexts.get(number);
  if (!revision || text === undefined) throw new AppError('not-found');
  return { phase: 'looking', revision, found: { phase: 'ready', text } };
}

/** A note being written, saved a moment ago unless told otherwise. */
export function editing(
  more: Partial<Extract<NoteEditorState, { phase: 'editing' }>> = {},
): NoteEditorState {
  return {
    phase: 'editing',
    noteId: firstNoteId(),
    text: noteText,
    revision: 41,
    save: { phase: 'saved', savedAtMs: nowMs - 2_500 },
    ...more,
  };
}

/** A note that was signed elsewhere while something was typed here. */
export function leftOver(): NoteEditorState {
  return {
    phase: 'left-over',
    noteId: firstNoteId(),
    text: `${noteText}\n\nShe called after the session and asked for an earlier time.`,
    storedText: noteText,
  };
}

/** A signed note, with nothing added to it unless told otherwise. */
export function signed(
  more: Partial<Extract<NoteSigningState, { phase: 'signed' }>> = {},
): NoteSigningState {
  return {
    phase: 'signed',
    signed: { revision: 41, signedAtMs: nowMs - 6 * 24 * 60 * 60_000 },
    amendments: [],
    checkedAtMs: nowMs,
    amending: { text: '', work: { phase: 'idle' } },
    ...more,
  };
}

/** Two things that were added to a signed note. */
export const amendments = [
  {
    number: 1,
    text: 'The phone call was on Tuesday, not on Wednesday.',
    signedAtMs: nowMs - 5 * 24 * 60 * 60_000,
  },
  {
    number: 2,
    text: 'She asks that her sister is not named in here.\n\nI have told her what an amendment is, and that what is signed stays.',
    signedAtMs: nowMs - 26 * 60 * 60_000,
  },
] as const;

function firstNoteId() {
  const noteId = notes[0]?.noteId;
  if (noteId === undefined) throw new Error('the fake world has no note');
  return noteId;
}
