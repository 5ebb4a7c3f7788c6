import type { ClientId } from '../../../src/contract/ids.ts';
import { ids } from '../../../src/contract/ids.ts';
import type {
  DestroyedRecordsModel,
  DestroyedRecordsState,
} from '../../view-models/destroyed-records-model.ts';
import type { DestructionModel, DestructionState } from '../../view-models/destruction-model.ts';
import { createStore } from '../../view-models/store.ts';
import { nowMs } from './fake-world.ts';

const nothing = (): void => undefined;
const dayMs = 24 * 60 * 60_000;

/** Destroying a record, in one state; it asks when somebody wants that. */
export function fakeDestruction(initial: DestructionState = { phase: 'idle' }): DestructionModel {
  const state = createStore(initial);
  return {
    state,
    ask(record) {
      state.set({ phase: 'asking', record, failed: null });
    },
    destroy: nothing,
    saveCertificate: nothing,
    clearFailure: nothing,
    dismiss() {
      state.set({ phase: 'idle' });
    },
    clear: nothing,
  };
}

function clientOf(letter: string): ClientId {
  return ids.client.parse(`${letter.repeat(21)}A`);
}

/** One of each kind. */
export const destroyedRecords = {
  phase: 'ready',
  destroyed: [
    { clientId: clientOf('x'), begunAtMs: nowMs, reason: null, certificate: null },
    {
      clientId: clientOf('y'),
      begunAtMs: nowMs - 40 * dayMs,
      reason: 'Asked for in writing on the last day of the treatment.',
      certificate: 'AAAA',
    },
    { clientId: clientOf('z'), begunAtMs: nowMs - 400 * dayMs, reason: null, certificate: 'AAAA' },
  ],
  saving: new Map([[clientOf('z'), { phase: 'done' } as const]]),
} as const satisfies DestroyedRecordsState;

/** The records that were destroyed, in one state. */
export function fakeDestroyedRecords(
  state: DestroyedRecordsState = { phase: 'ready', destroyed: [], saving: new Map() },
): DestroyedRecordsModel {
  return { state: createStore(state), load: nothing, save: nothing };
}
