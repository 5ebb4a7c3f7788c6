import type { RescuedClient, RescueReport } from '../../../src/contract/rescue-calls.ts';
import type { RescueModel, RescueState } from '../../view-models/rescue-model.ts';
import { createStore } from '../../view-models/store.ts';
import type { WaysWork } from '../../view-models/vault-ways-model.ts';
import { clients, nowMs } from './fake-world.ts';

const nothing = (): void => undefined;
const dayMs = 86_400_000;
const none = { notes: [], files: [], others: 0 };

function rescuedClient(at: number, change: Partial<RescuedClient> = {}): RescuedClient {
  const client = clients[at];
  if (!client) throw new Error('the fake world has no such client');
  const { clientId, pseudonym } = client;
  return { clientId, pseudonym, notes: 24 - at, files: at, lost: none, ...change };
}

/** Two clients of whom something is lost, one without a name, one of whom everything is there. */
export const damagedReport: RescueReport = {
  clients: [
    rescuedClient(0, {
      lost: {
        notes: [
          { createdAtMs: nowMs - 40 * dayMs, part: 'all' },
          { createdAtMs: nowMs - 12 * dayMs, part: 'newest' },
          { createdAtMs: null, part: 'signature' },
        ],
        files: [{ name: 'sleep-diary.pdf', keptAtMs: nowMs - 20 * dayMs }],
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
    end: nothing,
  };
}
