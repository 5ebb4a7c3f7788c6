import { AppError } from '../../../src/errors/app-error.ts';
import type { View } from '../view.ts';
import { devicesFailed, devicesOpening, live, mutedBoth, newcomer, person } from './fake-media.ts';
import { leftFile } from './fake-talk.ts';
import { browserSlip, cleanSlip, nowMs } from './fake-world.ts';
import { paintedTrack } from '../painted-track.ts';
import { guestView } from './screen-view.tsx';

const check = { phase: 'device-check', failed: null } as const;
const waiting = { phase: 'waiting', connection: 'connected' } as const;
const inCall = { phase: 'in-call' } as const;
const therapist = () => person('t', 'heron', { role: 'host' });

const beforeViews: readonly View[] = [
  guestView('opening', 'Opening the link', { phase: 'reading-link' }),
  guestView('invalid', 'A link that does not work', { phase: 'invalid', code: 'invite-invalid' }),
  guestView('check', 'Device check', check, () => ({ level: 0.4 })),
  guestView('check-browser', 'Device check, in a browser', check, () => ({
    kind: 'browser',
  })),
  guestView('check-app', 'Device check, in the app', check, () => ({
    kind: 'app',
  })),
  guestView('check-asking', 'Device check, asking', check, () => ({ devices: devicesOpening })),
  guestView('check-denied', 'Device check, not allowed', check, () => ({
    devices: devicesFailed('device-denied', 'device-denied'),
  })),
  guestView('check-camera-busy', 'Device check, camera in use', check, () => ({
    devices: devicesFailed('device-busy', null),
  })),
  guestView('check-no-microphone', 'Device check, no microphone', check, () => ({
    devices: devicesFailed(null, 'device-missing'),
  })),
  guestView('check-again', 'Device check after a failed try', {
    phase: 'device-check',
    failed: 'connection-lost',
  }),
  guestView('joining', 'Joining', { phase: 'joining' }),
  guestView('waiting', 'Waiting room', waiting),
  guestView('waiting-dropped', 'Waiting room, reconnecting', {
    phase: 'waiting',
    connection: 'reconnecting',
  }),
  guestView('waiting-again', 'Waiting room, after a place in the call', {
    phase: 'waiting',
    connection: 'connected',
    isAgain: true,
  }),
];

const faceViews: readonly View[] = [
  guestView('first-face', 'Let in, before the call is drawn', waiting, () => ({
    face: paintedTrack('heron'),
    call: live([therapist()]),
    talk: {},
  })),
];

const connecting = { press: ['How you connect'] };

const relayViews: readonly View[] = [
  guestView('relay-asking', 'How you connect, asking', check, () => ({}), connecting),
  guestView(
    'relay-offered',
    'How you connect, with a relay',
    check,
    () => ({ hasRelay: true }),
    connecting,
  ),
  guestView(
    'relay-chosen',
    'How you connect, the relay only',
    check,
    () => ({ hasRelay: true, isRelayOnly: true }),
    connecting,
  ),
  guestView(
    'relay-none',
    'How you connect, no relay',
    check,
    () => ({ hasRelay: false }),
    connecting,
  ),
  guestView(
    'relay-none-chosen',
    'How you connect, no relay where one was chosen',
    check,
    () => ({ hasRelay: false, isRelayOnly: true }),
    connecting,
  ),
  guestView(
    'relay-unknown',
    'How you connect, the server did not answer',
    check,
    () => ({ hasRelay: new AppError('connection-lost') }),
    connecting,
  ),
  guestView('check-relay', 'Device check, the relay only', check, () => ({
    hasRelay: true,
    isRelayOnly: true,
  })),
  guestView(
    'check-relay-failed',
    'Device check, no relay for who wants only that',
    { phase: 'device-check', failed: 'relay-failed' },
    () => ({ isRelayOnly: true }),
  ),
  guestView(
    'relay-failed',
    'No picture and sound through the relay',
    { phase: 'failed', code: 'relay-failed', retryable: true },
    () => ({ isRelayOnly: true }),
  ),
];

const callViews: readonly View[] = [
  guestView('call', 'Call', inCall, () => ({ call: live([therapist()]) })),
  guestView('call-alone', 'Call, let in and alone', inCall, () => ({ call: live([]) })),
  guestView('call-connecting', 'Call, connecting', inCall, () => ({
    call: live([newcomer('t', 'host')], { connection: { phase: 'connecting' } }),
  })),
  guestView('call-muted', 'Call, everything off', inCall, () => ({
    call: live([person('t', 'heron', { role: 'host', muted: true })], { own: mutedBoth }),
  })),
  guestView('call-dropped', 'Call, the therapist dropped', inCall, () => ({
    call: live([person('t', 'heron', { role: 'host', connected: false })]),
  })),
  guestView('call-reconnecting', 'Call, reconnecting', inCall, () => ({
    call: live([therapist()], { connection: { phase: 'reconnecting', sinceMs: nowMs - 4_000 } }),
  })),
  guestView('call-group', 'Call, a group', inCall, () => ({
    call: live([therapist(), person('a', 'ash'), person('b', 'wren', { muted: true })]),
  })),
  guestView('leaving', 'Leaving', inCall, () => ({ call: live([therapist()]) }), {
    press: ['Leave'],
  }),
];

const ends = ['ended', 'left', 'host-gone', 'removed', 'refused'] as const;

/** The guest's screens. */
export const guestViews: readonly View[] = [
  ...beforeViews,
  ...faceViews,
  ...relayViews,
  ...callViews,
  ...ends.map((reason) =>
    guestView(`goodbye-${reason}`, `Goodbye: ${reason}`, { phase: 'closed', reason }),
  ),
  guestView(
    'goodbye-settling',
    'Goodbye while the record is still being put away',
    { phase: 'closed', reason: 'left' },
    () => ({ isSettling: true }),
  ),
  guestView(
    'goodbye-slip',
    'Goodbye with a clean record',
    { phase: 'closed', reason: 'ended' },
    () => ({ slip: cleanSlip }),
  ),
  guestView(
    'goodbye-browser',
    'Goodbye after a call in a browser',
    { phase: 'closed', reason: 'left' },
    () => ({ slip: browserSlip }),
  ),
  guestView(
    'goodbye-files',
    'Goodbye with files that were not saved',
    { phase: 'closed', reason: 'ended' },
    () => ({
      kind: 'app',
      slip: cleanSlip,
      leftFiles: [
        leftFile('exercise for the evening.pdf'),
        leftFile('plan.pdf', { saving: { phase: 'done' } }),
      ],
    }),
  ),
  guestView('used', 'A link that was used', {
    phase: 'failed',
    code: 'invite-used',
    retryable: false,
  }),
  guestView('lost', 'The connection was lost', {
    phase: 'failed',
    code: 'connection-lost',
    retryable: true,
  }),
  guestView('update', 'Update needed', {
    phase: 'failed',
    code: 'update-required',
    retryable: false,
  }),
];
