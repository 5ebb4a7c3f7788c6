import type { View } from '../view.ts';
import { devicesFailed, live, mutedBoth, newcomer, person } from './fake-media.ts';
import { leftFile } from './fake-talk.ts';
import { appStatus, browserSlip, cleanSlip, nowMs, session, waitingGuest } from './fake-world.ts';
import { therapistView } from './screen-view.tsx';
import { emptyNote, openSession as open } from './session-scenes.ts';

const preview = { app: { phase: 'ready', status: appStatus('preview') } } as const;

const beforeViews: readonly View[] = [
  therapistView('session-starting', 'Session, starting', () => ({
    session: { phase: 'starting', session: null },
  })),
  therapistView('session-alone', 'Session, nobody there yet', () => ({
    ...preview,
    session: open(),
    call: live([]),
    note: emptyNote(),
  })),
  therapistView('session-link-failed', 'Session, no link', () => ({
    session: open({ invite: { phase: 'failed', code: 'timeout' } }),
    call: live([]),
    note: emptyNote(),
  })),
  therapistView('session-waiting', 'Session, a client waits', () => ({
    session: open({ waiting: [waitingGuest('a')] }),
    call: live([]),
    note: emptyNote(),
  })),
  therapistView('session-waiting-many', 'Session, several wait during a call', () => ({
    session: open({ waiting: [waitingGuest('b'), waitingGuest('c', false)], failed: 'not-found' }),
    call: live([person('a', 'ash')]),
  })),
  therapistView('session-start-failed', 'Session that did not start', () => ({
    session: { phase: 'failed', code: 'connection-lost', retryable: true, session: null },
  })),
  therapistView('session-not-looked-back', 'Whether a session was under way is not known', () => ({
    session: {
      phase: 'failed',
      code: 'vault-damaged',
      retryable: true,
      session: null,
      isLookingBack: true,
    },
  })),
];

const callViews: readonly View[] = [
  therapistView('call-connecting', 'Call, connecting', () => ({
    session: open(),
    call: live([newcomer('a', 'guest')], { connection: { phase: 'connecting' } }),
  })),
  therapistView('call', 'Call', () => ({ session: open(), call: live([person('a', 'ash')]) })),
  therapistView('call-muted', 'Call, everything off', () => ({
    session: open(),
    call: live([person('a', 'ash', { camera: 'off', muted: true })], { own: mutedBoth }),
  })),
  therapistView('call-away', 'Call, the client dropped', () => ({
    session: open(),
    call: live([person('a', 'ash', { connected: false })]),
  })),
  therapistView('call-reconnecting', 'Call, reconnecting', () => ({
    session: open(),
    call: live([person('a', 'ash')], {
      connection: { phase: 'reconnecting', sinceMs: nowMs - 4_000 },
    }),
  })),
  therapistView('call-poor', 'Call, poor connection', () => ({
    session: open(),
    call: live([person('a', 'ash')], { quality: 'poor' }),
  })),
  therapistView('call-no-devices', 'Call, no devices', () => ({
    session: open(),
    devices: devicesFailed('device-busy', 'device-missing'),
    call: live([person('a', 'ash')], {
      own: { microphone: { phase: 'absent' }, camera: { phase: 'absent' } },
    }),
  })),
  therapistView('call-group', 'Call, a group', () => ({
    session: open(),
    call: live([
      person('a', 'ash'),
      person('b', 'heron', { muted: true }),
      person('c', 'fern', { camera: 'none' }),
      person('d', 'wren'),
    ]),
  })),
  therapistView('call-vault-locked', 'Call, the vault locked', () => ({
    vault: { phase: 'locked', why: { kind: 'screen-lock' } },
    session: open(),
    call: live([person('a', 'ash')]),
  })),
];

const aroundViews: readonly View[] = [
  therapistView(
    'call-no-note',
    'Call without the note',
    () => ({ session: open(), call: live([person('a', 'ash')]) }),
    {
      press: ['Hide the note', 'Hide your picture'],
    },
  ),
  therapistView(
    'call-people',
    'Call, people and links',
    () => ({ session: open(), call: live([person('a', 'ash')]) }),
    {
      press: ['People and links'],
    },
  ),
  therapistView(
    'call-devices',
    'Call, devices',
    () => ({ session: open(), call: live([person('a', 'ash')]) }),
    {
      press: ['Devices'],
    },
  ),
  therapistView(
    'call-end',
    'Call, ending it',
    () => ({ session: open(), call: live([person('a', 'ash')]) }),
    {
      press: ['End'],
    },
  ),
  therapistView('session-lost', 'Session that cannot go on', () => ({
    session: { phase: 'failed', code: 'media-failed', retryable: true, session },
  })),
  therapistView('session-lost-files', 'Session that cannot go on, with files of it', () => ({
    session: { phase: 'failed', code: 'media-failed', retryable: true, session },
    leftFiles: [leftFile('sleep diary.pdf')],
  })),
  therapistView('wrap-up', 'Wrap-up', () => ({
    session: { phase: 'ended', session, reason: 'ended' },
  })),
  therapistView('wrap-up-nobody', 'Wrap-up of a session that nobody came to', () => ({
    session: { phase: 'ended', session, reason: 'ended', isUnattended: true },
  })),
  therapistView('wrap-up-untold', 'Wrap-up while the server is out of reach', () => ({
    session: { phase: 'ended', session, reason: 'ended', slip: cleanSlip },
    farewell: 'telling',
  })),
  therapistView('wrap-up-given-up', 'Wrap-up of which the server could not be told', () => ({
    session: { phase: 'ended', session, reason: 'ended', slip: cleanSlip },
    farewell: 'given-up',
  })),
  therapistView('end-untold', 'Clients, while the server is told of an end', () => ({
    farewell: 'telling',
  })),
  therapistView('end-given-up', 'Clients, after an end of which it could not be told', () => ({
    farewell: 'given-up',
  })),
  therapistView('wrap-up-slip', 'Wrap-up with a clean record', () => ({
    session: { phase: 'ended', session, reason: 'ended', slip: cleanSlip },
  })),
  therapistView('wrap-up-files', 'Wrap-up with files that lie nowhere', () => ({
    session: { phase: 'ended', session, reason: 'ended' },
    leftFiles: [
      leftFile('sleep diary.pdf'),
      leftFile('drawing.png', { keeping: { phase: 'done' } }),
      leftFile('letter.odt', { keeping: { phase: 'failed', code: 'vault-locked' } }),
    ],
  })),
  therapistView('wrap-up-browser', 'Wrap-up after a guest in a browser', () => ({
    session: { phase: 'ended', session, reason: 'ended', slip: browserSlip },
  })),
  therapistView('wrap-up-gone', 'Wrap-up after a drop', () => ({
    session: { phase: 'ended', session, reason: 'host-gone' },
    note: emptyNote(),
  })),
];

/** The therapist's session. */
export const sessionViews: readonly View[] = [...beforeViews, ...callViews, ...aroundViews];
