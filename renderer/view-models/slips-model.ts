import type { Bytes } from '../../src/base/bytes.ts';
import type { ClientId, SlipId } from '../../src/contract/ids.ts';
import type { KeptSlip } from '../../src/contract/ipc.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import type { SessionSlip } from './encryption-model.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store } from './store.ts';

export type SlipsState =
  | { readonly phase: 'loading' }
  /** Newest first. */
  | {
      readonly phase: 'ready';
      readonly slips: readonly KeptSlip[];
      /** Those that were checked since, with what they say; null for one that does not hold. */
      readonly checked: ReadonlyMap<SlipId, SessionSlip | null>;
    }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The signed records of one client's sessions. */
export interface SlipsModel {
  readonly state: Store<SlipsState>;
  load(): void;
  /** Reads one and checks it anew. */
  check(slipId: SlipId): void;
}

export function createSlipsModel(ipc: IpcClient, clientId: ClientId): SlipsModel {
  const state = createStore<SlipsState>({ phase: 'loading' });
  const task = new LatestTask();
  const checking = new LatestTask();
  return {
    state,
    load() {
      task.start(
        () => ipc.call('slip.list', { clientId }),
        ({ slips }) => {
          state.set({ phase: 'ready', slips: slips.toReversed(), checked: new Map() });
        },
        ({ code }) => {
          state.set({ phase: 'failed', code });
        },
      );
    },
    check(slipId) {
      checking.start(
        async () => checkSlip(decodeChecked((await ipc.call('slip.read', { slipId })).slip)),
        (found) => {
          const before = state.get();
          if (before.phase !== 'ready') return;
          state.set({ ...before, checked: new Map(before.checked).set(slipId, found) });
        },
        ({ code }) => {
          state.set({ phase: 'failed', code });
        },
      );
    },
  };
}

/** Checks a record on this computer. Null: it does not hold. The verifier is loaded when it is needed first. */
export async function checkSlip(bytes: Bytes): Promise<SessionSlip | null> {
  const { summariseSlip } = await import('../../src/crypto/attestation/summarise-slip.ts');
  const summary = summariseSlip(bytes);
  return summary && { bytes, ...summary };
}
