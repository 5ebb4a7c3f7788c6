import type { Route } from '../../screens/therapist/route.ts';
import type { View } from '../view.ts';
import { live, person } from './fake-media.ts';
import type { TherapistScene } from './fake-models.ts';
import { amendments, editing, leftOver, looking, signed } from './fake-notes.ts';
import { heron, notes, noteText, nowMs, revisions } from './fake-world.ts';
import { therapistView } from './screen-view.tsx';
import { openSession } from './session-scenes.ts';

const firstNote = notes[0];
if (!firstNote) throw new Error('the fake world has no note');
const { noteId, createdAtMs } = firstNote;
const toNote: Route = { screen: 'note', clientId: heron.clientId, noteId, createdAtMs };

/** A note on a page of its own. */
function noteView(
  id: string,
  title: string,
  scene: Partial<TherapistScene> = {},
  press?: readonly string[],
): View {
  return therapistView(id, title, () => scene, { start: toNote, ...(press ? { press } : {}) });
}

/** A note in the narrow panel beside a call. */
function besideCall(id: string, title: string, scene: Partial<TherapistScene>): View {
  return therapistView(id, title, () => ({
    session: openSession(),
    call: live([person('a', 'ash')]),
    ...scene,
  }));
}

const failed = { phase: 'failed', code: 'disk-full', savedAtMs: nowMs - 60_000 } as const;

const writingViews: readonly View[] = [
  noteView('note', 'A note'),
  noteView('note-new', 'A new note', {
    note: editing({ text: '', revision: 0 }),
  }),
  noteView(
    'note-started',
    'A note that starts from headings',
    { note: editing({ text: '', revision: 0 }) },
    ['SOAP'],
  ),
  noteView('note-loading', 'A note, loading', { note: { phase: 'loading' } }),
  noteView('note-not-saved', 'A note that cannot be saved', { note: editing({ save: failed }) }),
  noteView('note-vault-locked', 'A note whose vault was locked', {
    note: editing({ save: { ...failed, code: 'vault-locked' } }),
    signing: { phase: 'unknown', code: 'vault-locked' },
  }),
  noteView('note-conflict', 'A note in two versions', {
    note: {
      phase: 'conflict',
      noteId,
      text: `${noteText}\n\nAsked for the earlier appointment.`,
      storedText: noteText,
    },
  }),
  noteView('note-failed', 'A note that cannot be read', {
    note: { phase: 'failed', code: 'not-found' },
  }),
];

const signingViews: readonly View[] = [
  noteView('note-sign', 'Signing a note', {}, ['Sign and lock']),
  noteView('note-signing', 'A note, being signed', { signing: { phase: 'signing' } }),
  noteView('note-sign-failed', 'A note that could not be signed', {
    signing: { phase: 'open', failed: 'disk-full' },
  }),
  noteView('note-sign-changed', 'A note that changed before it was signed', {
    signing: { phase: 'open', failed: 'conflict' },
  }),
  noteView('note-signed', 'A signed note', { signing: signed() }),
  noteView('note-amended', 'A signed note with amendments', {
    signing: signed({ amendments: [...amendments] }),
  }),
  noteView('note-amend-failed', 'An amendment that could not be added', {
    signing: signed({
      amending: { text: 'And it rained.', work: { phase: 'failed', code: 'disk-full' } },
    }),
  }),
  noteView('note-broken', 'A note whose signature does not hold', {
    signing: { phase: 'unknown', code: 'vault-damaged' },
  }),
  noteView('note-left-over', 'A note that was signed elsewhere', {
    note: leftOver(),
    signing: signed(),
  }),
  noteView('note-let-go', 'Letting words go', { note: leftOver(), signing: signed() }, [
    'Let it go',
  ]),
  besideCall('call-note-signed', 'Call, a signed note beside it', {
    signing: signed({ amendments: [...amendments] }),
  }),
];

const historyViews: readonly View[] = [
  noteView('note-history', 'Earlier versions of a note', {}, ['Earlier versions']),
  noteView('note-history-more', 'Earlier versions, older ones not read', {
    history: {
      phase: 'list',
      revisions,
      hasOlder: true,
      more: { phase: 'failed', code: 'internal' },
    },
  }),
  noteView('note-history-loading', 'Earlier versions, loading', { history: { phase: 'loading' } }),
  noteView('note-history-failed', 'Earlier versions that cannot be read', {
    history: { phase: 'failed', code: 'vault-locked' },
  }),
  noteView('note-revision', 'What changed since', { history: looking(38) }),
  noteView('note-revision-text', 'An earlier version, whole', { history: looking(38) }, [
    'The whole text',
  ]),
  noteView('note-revision-same', 'The version that the note has now', { history: looking(41) }),
  noteView('note-revision-signed', 'An earlier version of a signed note', {
    history: looking(38),
    signing: signed(),
  }),
  besideCall('call-note-history', 'Call, earlier versions beside it', {
    history: { phase: 'list', revisions, hasOlder: false, more: { phase: 'idle' } },
  }),
  besideCall('call-note-revision', 'Call, what changed since', { history: looking(21) }),
];

/** Notes: written, signed, and as they were. */
export const noteViews: readonly View[] = [...writingViews, ...signingViews, ...historyViews];
