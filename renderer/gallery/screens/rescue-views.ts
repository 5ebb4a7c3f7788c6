import { ids } from '../../../src/contract/ids.ts';
import type { RescueReport } from '../../../src/contract/rescue-calls.ts';
import type { RescueState } from '../../view-models/rescue-model.ts';
import type { View } from '../view.ts';
import { damagedReport } from './fake-rescue.ts';
import { heron } from './fake-world.ts';
import { therapistView } from './screen-view.tsx';

const exportId = ids.export.parse('AAAAAAAAAAAAAAAAAAAAAA');
const vault = { phase: 'needs-help', problem: 'vault-damaged' } as const;

function found(change: Partial<RescueReport> = {}): RescueState {
  return { phase: 'found', report: { ...damagedReport, ...change } };
}

/** All that stands in the row. */
const heronRow = `${heron.pseudonym}Notes: 24 · Files: 0Missing or not whole: 7`;

/** All that stands in the row of a note. */
const noteRow = 'Started the diary. Mornings are hardest.Written 23 October, 15:20Not whole';

const whole = { unplaced: 0, mayBeMore: false, clients: damagedReport.clients.slice(1, 2) };

const states: readonly (readonly [string, string, RescueState])[] = [
  ['asking', 'a way in', { phase: 'asking' }],
  ['working', 'on its way', { phase: 'working', done: 0.4 }],
  ['found', 'some of it is lost', found()],
  ['whole', 'nothing is lost', found({ ...whole, lastBackup: null })],
  ['older', 'something may be older', found({ ...whole, isOlder: true })],
  ['keys-lost', 'no key is left', found({ ...whole, keysLost: true })],
  ['nobody', 'no client can be read', found({ clients: [] })],
];

/** Looking at what can still be read of a damaged vault. */
export const rescueViews: readonly View[] = [
  ...states.map(([id, name, rescue]) =>
    therapistView(`rescue-${id}`, `A damaged vault: ${name}`, () => ({ vault, rescue })),
  ),
  therapistView('rescue-wrong', 'A damaged vault: a way in that is wrong', () => ({
    vault,
    rescue: { phase: 'asking' },
    unlocking: { phase: 'failed', code: 'keychain-missing' },
  })),
  therapistView(
    'rescue-client',
    'A damaged vault: one client',
    () => ({ vault, rescue: found() }),
    { press: [heronRow] },
  ),
  therapistView(
    'rescue-note',
    'A damaged vault: what a note says',
    () => ({ vault, rescue: found() }),
    { press: [heronRow, noteRow] },
  ),
  therapistView(
    'rescue-export',
    'A damaged vault: the words of an export',
    () => ({
      vault,
      rescue: found(),
      exporting: {
        phase: 'running',
        exportId,
        clientId: heron.clientId,
        step: 'writing',
        done: 4,
        total: 10,
      },
    }),
    { press: [heronRow] },
  ),
];
