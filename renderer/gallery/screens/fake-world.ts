import { ids } from '../../../src/contract/ids.ts';
import type { AppStatus } from '../../../src/contract/app-status.ts';
import type { Client } from '../../../src/contract/client-calls.ts';
import type { NoteSummary, Session } from '../../../src/contract/ipc.ts';
import type { NoteRevision } from '../../../src/contract/note-history-calls.ts';
import type { FilesState } from '../../view-models/files-model.ts';
import type { SlipsState } from '../../view-models/slips-model.ts';
import type { ScreenPorts } from '../../screens/shared/screen-ports.ts';
import type { KnockView, SessionSlip } from '../../view-models/encryption-model.ts';
import type { WaitingPerson } from '../../view-models/host-session-model.ts';

// A small practice on a Tuesday afternoon. Times are fixed, so that two runs give the same pictures.

const minute = 60_000;
const day = 24 * 60 * minute;

/** 3 November 2026, 14:20, wherever the gallery runs. */
export const nowMs = new Date(2026, 10, 3, 14, 20).getTime();

/** A clock that stands still. */
export const fakePorts: ScreenPorts = {
  clock: { nowMs: () => nowMs, after: () => () => undefined },
  copyText: () => Promise.resolve('passing'),
  saveFile: () => Promise.resolve(true),
  reload: () => undefined,
  print: () => undefined,
  keyboard: 'other',
};

/** An id with a letter that tells it apart. */
function idText(letter: string): string {
  return `${letter.repeat(21)}A`;
}

function client(letter: string, pseudonym: string, lastSessionDaysAgo: number | null): Client {
  return {
    clientId: ids.client.parse(idText(letter)),
    pseudonym,
    createdAtMs: nowMs - 200 * day,
    lastSessionAtMs: lastSessionDaysAgo === null ? null : nowMs - lastSessionDaysAgo * day,
  };
}

export const heron = client('h', 'Blue Heron', 0);

export const clients: readonly Client[] = [
  heron,
  client('a', 'Ash', 1),
  client('w', 'Winter Wren', 6),
  client('f', 'Fern & Moss', 13),
  client('o', 'Old Oak', 41),
  client('n', 'New Moon', null),
];

export const notes: readonly NoteSummary[] = [
  note('1', 'Slept better this week. Talked about the move.', 7),
  note('2', 'The phone call with her sister, and what she did not say', 14),
  note('3', '', 21),
  note(
    '4',
    'First meeting. Came because of the nights; the days are fine, she says, and mostly means it.',
    200,
  ),
];

function note(digit: string, firstLine: string, daysAgo: number): NoteSummary {
  const createdAtMs = nowMs - daysAgo * day - 15 * minute;
  return {
    noteId: ids.note.parse(idText(digit)),
    sessionId: null,
    firstLine,
    createdAtMs,
    savedAtMs: createdAtMs,
  };
}

export const noteText = `Slept better this week, five nights out of seven.

Talked about the move and what it would mean to say no. She notices that she plans everybody else's boxes first.

Next time: the letter.`;

/** Earlier texts of the same note, by number, as it was written during a session. */
export const earlierTexts: ReadonlyMap<number, string> = new Map([
  [41, noteText],
  [
    38,
    `Slept better this week, five nights out of seven.

Talked about the move. She notices that she plans everybody else's boxes first. Her sister has called twice.

Next time: the letter.`,
  ],
  [21, `Slept better this week.\n\nTalked about the move.`],
  [3, 'Slept'],
]);

export const revisions: readonly NoteRevision[] = [...earlierTexts].map(([revision, text]) => ({
  revision,
  savedAtMs: nowMs - (41 - revision) * minute - 2_500,
  sizeBytes: text.length,
}));

export const session: Session = {
  sessionId: ids.session.parse(idText('s')),
  clientId: heron.clientId,
  roomId: ids.room.parse(idText('r')),
  serverOrigin: 'https://rooms.example',
  startedAtMs: nowMs - 20 * minute,
};

export const inviteLink = `https://rooms.example/j/${idText('r')}#1.${'c'.repeat(42)}A.${'f'.repeat(21)}A`;

export const appLink = `quietroom://join/rooms.example/${idText('r')}#1.${'c'.repeat(42)}A.${'f'.repeat(21)}A`;

/** The signed record of a session that was sealed all the time. */
export const cleanSlip: SessionSlip = {
  bytes: new Uint8Array(),
  isClean: true,
  blemishes: [],
  signatures: 2,
  parties: 2,
  startMs: nowMs - 50 * minute,
  endMs: nowMs,
};

/** The same with a guest in a browser. */
export const browserSlip: SessionSlip = {
  ...cleanSlip,
  isClean: false,
  blemishes: ['browser-guest'],
};

const [checkedId, otherId] = [ids.slip.parse(idText('s')), ids.slip.parse(idText('z'))];

/** Two records, of which one was checked. */
export const slips = {
  phase: 'ready',
  slips: [
    { slipId: checkedId, sessionId: session.sessionId, keptAtMs: nowMs - 60 * minute },
    { slipId: otherId, sessionId: session.sessionId, keptAtMs: nowMs - 8 * 24 * 60 * minute },
  ],
  checked: new Map([[checkedId, cleanSlip]]),
} as const satisfies SlipsState;

const keptFiles = [
  ['d', 'sleep diary.pdf', 4.8],
  ['p', 'picture of the garden, with a name that is rather longer than it needs to be.jpeg', 2.1],
  ['l', 'letter.odt', 0.03],
] as const;

/** Three files, of which one was saved and one could not be. */
export const files = {
  phase: 'ready',
  files: keptFiles.map(([letter, name, megabytes]) => ({
    fileId: ids.file.parse(idText(letter)),
    sessionId: session.sessionId,
    name,
    sizeBytes: Math.round(megabytes * 1024 * 1024),
    keptAtMs: nowMs - 7 * day,
  })),
  saving: new Map([
    [ids.file.parse(idText('d')), { phase: 'done' }],
    [ids.file.parse(idText('p')), { phase: 'failed', code: 'save-failed' }],
  ]),
} as const satisfies FilesState;

/** Somebody in the waiting room. */
export function waitingGuest(letter: string, connected = true): WaitingPerson {
  return {
    seatId: seatId(letter),
    inviteId: ids.invite.parse(idText('i')),
    sinceMs: nowMs - 4 * minute,
    connected,
  };
}

/** Somebody in the waiting room whose knock is read. */
export function knocking(letter: string, knock: KnockView): WaitingPerson {
  return { ...waitingGuest(letter), knock };
}

export function seatId(letter: string) {
  return ids.seat.parse(idText(letter));
}

export function appStatus(host: AppStatus['host']): AppStatus {
  return {
    protocol: 1,
    host,
    versions: { app: '0.1.0', node: '24.21.0', chromium: '156.0', electron: null },
  };
}
