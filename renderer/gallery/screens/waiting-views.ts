import type { CaptureVerdict } from '../../../src/contract/capture-schema.ts';
import type { DeviceMemory, GuestKind, KnockView } from '../../view-models/encryption-model.ts';
import type { View } from '../view.ts';
import { live, person } from './fake-media.ts';
import { knocking } from './fake-world.ts';
import { therapistView } from './screen-view.tsx';
import { emptyNote, openSession } from './session-scenes.ts';

function opened(
  device: DeviceMemory,
  guestKind: GuestKind = 'app',
  capture: CaptureVerdict = guestKind === 'app' ? 'hidden' : 'unknown',
): KnockView {
  return { phase: 'opened', device, guestKind, capture };
}

/** The waiting room with one person in it, before anybody was let in. */
function waitingView(id: string, title: string, knock: KnockView): View {
  return therapistView(`waiting-${id}`, `Waiting: ${title}`, () => ({
    session: openSession({ waiting: [knocking('a', knock)] }),
    call: live([]),
    note: emptyNote(),
  }));
}

/** A reason for each kind of words. */
const refusals = [
  ['copied', 'seat-taken'],
  ['revoked', 'seat-revoked'],
  ['clock', 'expired'],
  ['version', 'bad-capabilities'],
  ['repeated', 'key-package-reused'],
  ['full', 'group-full'],
  ['tampered', 'not-authentic'],
] as const;

/** What a knock says of somebody in the waiting room. */
export const waitingViews: readonly View[] = [
  waitingView('reading', 'the knock is being read', { phase: 'reading' }),
  waitingView('same', 'a known device', opened({ kind: 'same', sessions: 6 })),
  waitingView('new', 'a new device', opened({ kind: 'new' })),
  waitingView('unknown', 'a device that could not be looked up', opened({ kind: 'unknown' })),
  waitingView('browser', 'in a browser', opened({ kind: 'same', sessions: 1 }, 'browser')),
  waitingView('browser-new', 'new, in a browser', opened({ kind: 'new' }, 'browser')),
  waitingView(
    'visible',
    'a window that can be captured',
    opened({ kind: 'same', sessions: 6 }, 'app', 'visible'),
  ),
  therapistView('waiting-unshielded', 'Waiting: kept out by the rule for captures', () => ({
    session: openSession({
      waiting: [knocking('a', opened({ kind: 'same', sessions: 6 }, 'app', 'impossible'))],
    }),
    call: live([]),
    note: emptyNote(),
    shield: { rule: 'refuse' },
  })),
  ...refusals.map(([kind, reason]) =>
    waitingView(`refused-${kind}`, `refused, ${kind}`, { phase: 'refused', reason }),
  ),
  therapistView('waiting-many', 'Waiting: several, one refused, during a call', () => ({
    session: openSession({
      waiting: [
        knocking('b', opened({ kind: 'same', sessions: 3 })),
        knocking('c', { phase: 'refused', reason: 'seat-taken' }),
      ],
    }),
    call: live([person('a', 'ash', { keys: 'held' })]),
  })),
];
