import type { CallEncryption } from '../../view-models/encryption-model.ts';
import type { View } from '../view.ts';
import { encrypted, safetyWords } from './fake-encryption.ts';
import { live, mutedBoth, newcomer, person } from './fake-media.ts';
import type { GuestScene, TherapistScene } from './fake-models.ts';
import { nowMs } from './fake-world.ts';
import { guestView, therapistView } from './screen-view.tsx';
import { openSession } from './session-scenes.ts';

type LiveMore = NonNullable<Parameters<typeof live>[1]>;

const inCall = { phase: 'in-call' } as const;
const urgent = { mustCompare: true } as const;

/** A call with one client whose keys are held. */
function one(encryption: Partial<CallEncryption> = {}, more: LiveMore = {}) {
  return live([person('a', 'ash', { keys: 'held' })], {
    encryption: encrypted(encryption),
    ...more,
  });
}

function hostView(
  id: string,
  title: string,
  scene: () => Partial<TherapistScene>,
  press: readonly string[] = [],
): View {
  return therapistView(
    `private-${id}`,
    `Private call: ${title}`,
    () => ({ session: openSession(), ...scene() }),
    { press },
  );
}

const hostViews: readonly View[] = [
  hostView('agreeing', 'keys are being agreed', () => ({
    call: live([newcomer('a', 'guest')], { connection: { phase: 'connecting' } }),
  })),
  hostView('well', 'all is well', () => ({ call: one({ words: [safetyWords('a')] }) })),
  hostView(
    'details',
    'the details',
    () => ({ call: one({ words: [safetyWords('a')], dropped: { 'too-old': 12, replayed: 4 } }) }),
    ['Details'],
  ),
  hostView('compare', 'words to compare first', () => ({
    call: one({ words: [safetyWords('a', urgent)] }),
  })),
  hostView('compare-phrase', 'words to compare first, with a phrase', () => ({
    call: one({ words: [safetyWords('a', urgent)] }),
    phrase: { phase: 'ready', phrase: 'the blue door by the sea', change: { phase: 'idle' } },
  })),
  hostView('differ', 'the words differ', () => ({
    call: one(
      { words: [safetyWords('a', { ...urgent, verdict: 'different' })] },
      { own: mutedBoth },
    ),
  })),
  hostView('browser', 'the client is in a browser', () => ({
    call: one({ hasBrowser: true, words: [safetyWords('a', { ...urgent, verdict: 'same' })] }),
  })),
  hostView(
    'browser-compare',
    'a browser, words to compare, details',
    () => ({ call: one({ hasBrowser: true, words: [safetyWords('a', urgent)] }) }),
    ['Details'],
  ),
  hostView('waiting', 'waiting for the client’s key', () => ({
    call: live([person('a', 'ash', { keys: 'waiting' })], { encryption: encrypted() }),
  })),
  hostView('dropping', 'frames that do not open', () => ({
    call: live([person('a', 'ash', { keys: 'held', dropping: 'not-authentic' })], {
      encryption: encrypted({ dropped: { 'not-authentic': 412 } }),
    }),
  })),
  hostView('silent', 'nothing of ours goes out', () => ({ call: one({ maySend: false }) })),
  hostView('silent-reconnecting', 'nothing goes out while reconnecting', () => ({
    call: one(
      { maySend: false },
      { connection: { phase: 'reconnecting', sinceMs: nowMs - 4_000 } },
    ),
  })),
  hostView('kept-out', 'something was kept out', () => ({ call: one({ refused: 2 }) })),
  hostView('kept-out-alone', 'something was kept out before anybody came', () => ({
    call: live([], { refused: 1 }),
  })),
  hostView('group', 'a group, one key missing', () => ({
    call: live(
      [
        person('a', 'ash', { keys: 'held' }),
        person('b', 'heron', { keys: 'waiting' }),
        person('c', 'fern', { keys: 'held' }),
      ],
      { encryption: encrypted({ words: [safetyWords('c', urgent)] }) },
    ),
  })),
  hostView(
    'group-well',
    'a group, all is well, details',
    () => ({
      call: live([person('a', 'ash', { keys: 'held' }), person('b', 'wren', { keys: 'held' })], {
        encryption: encrypted({
          words: [
            safetyWords('a', { verdict: 'same' }),
            safetyWords('b', { words: ['maple', 'copper', 'tunnel', 'sister'] }),
          ],
        }),
      }),
    }),
    ['Details'],
  ),
];

/** The guest's call with a therapist whose keys are held. */
function withTherapist(encryption: Partial<CallEncryption> = {}, more: LiveMore = {}) {
  return live([person('t', 'heron', { role: 'host', keys: 'held' })], {
    encryption: encrypted(encryption),
    ...more,
  });
}

function ownView(
  id: string,
  title: string,
  scene: () => Partial<GuestScene>,
  press: readonly string[] = [],
): View {
  return guestView(
    `private-${id}`,
    `Private call: ${title}`,
    inCall,
    () => ({ kind: 'app', ...scene() }),
    { press },
  );
}

const guestPrivacyViews: readonly View[] = [
  ownView('agreeing', 'keys are being agreed', () => ({
    call: live([newcomer('t', 'host')], { connection: { phase: 'connecting' } }),
  })),
  ownView('well', 'all is well', () => ({ call: withTherapist({ words: [safetyWords(null)] }) })),
  ownView(
    'details',
    'the details',
    () => ({ call: withTherapist({ words: [safetyWords(null, { verdict: 'same' })] }) }),
    ['Details'],
  ),
  ownView('compare', 'words to compare first', () => ({
    call: withTherapist({ words: [safetyWords(null, urgent)] }),
  })),
  ownView('differ', 'the words differ', () => ({
    call: withTherapist(
      { words: [safetyWords(null, { ...urgent, verdict: 'different' })] },
      { own: mutedBoth },
    ),
  })),
  ownView('browser', 'oneself in a browser', () => ({
    kind: 'browser',
    call: withTherapist({ hasBrowser: true }),
  })),
  ownView('waiting', 'waiting for the therapist’s key', () => ({
    call: live([person('t', 'heron', { role: 'host', keys: 'waiting' })], {
      encryption: encrypted(),
    }),
  })),
  ownView('silent', 'nothing of ours goes out', () => ({
    call: withTherapist({ maySend: false }),
  })),
  ownView('three', 'three people', () => ({
    call: live(
      [person('t', 'heron', { role: 'host', keys: 'held' }), person('a', 'ash', { keys: 'held' })],
      { encryption: encrypted() },
    ),
  })),
];

/** What is said of encryption in a call, on both sides. */
export const privacyViews: readonly View[] = [...hostViews, ...guestPrivacyViews];
