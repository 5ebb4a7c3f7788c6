import type { ComputerState } from '../../view-models/computer-model.ts';
import type { Route } from '../../screens/therapist/route.ts';
import type { View } from '../view.ts';
import { advised, computerOf, findingsBut } from './fake-computer.ts';
import { therapistView } from './screen-view.tsx';

const toComputer: Route = { screen: 'computer' };
const inOrder = findingsBut();

const states: readonly (readonly [string, string, ComputerState])[] = [
  ['computer', 'This computer', computerOf(inOrder)],
  [
    'computer-advice',
    'This computer, much to be told',
    computerOf([
      advised('disk-encryption', 'not-encrypted'),
      advised('screen-lock', 'slow-lock'),
      advised('os-updates', 'old-updates'),
      advised('network', 'open-wifi'),
      advised('server-identity', 'other-key'),
      advised('remote-session', 'remote'),
      advised('other-programs', 'remote-tool', ['TeamViewer', 'AnyDesk']),
    ]),
  ],
  [
    'computer-unknown',
    'This computer, not all of it is known',
    computerOf(
      findingsBut(
        { check: 'disk-encryption', state: 'not-verified' },
        { check: 'screen-lock', state: 'unknown' },
        advised('other-programs', 'recorder', ['OBS Studio']),
      ),
      { required: [] },
    ),
  ],
  [
    'computer-looking',
    'This computer, looked at again',
    computerOf(inOrder, {}, { isLooking: true }),
  ],
  [
    'computer-not-changed',
    'This computer, a demand was not kept',
    computerOf(inOrder, {}, { failed: 'disk-full' }),
  ],
  [
    'computer-empty',
    'This computer, in a session from the start',
    computerOf([], { checkedAtMs: null }, { records: [] }),
  ],
  ['computer-loading', 'This computer, looked at first', { phase: 'loading' }],
  ['computer-failed', 'This computer, failed', { phase: 'failed', code: 'vault-damaged' }],
];

/** What is known of the computer. */
export const computerViews: readonly View[] = states.map(([id, title, computer]) =>
  therapistView(id, title, () => ({ computer }), { start: toComputer }),
);
