import type { DestroyedRecord } from '../../src/contract/client-calls.ts';
import type { ClientId } from '../../src/contract/ids.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { HandOver } from '../platform/hand-over.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { certificateName } from './destruction-model.ts';
import { showHanding } from './handing.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store } from './store.ts';
import type { Handing } from './talk-model.ts';

export type DestroyedRecordsState =
  | { readonly phase: 'loading' }
  | {
      readonly phase: 'ready';
      /** The newest first. */
      readonly destroyed: readonly DestroyedRecord[];
      /** How saving fares of the certificates that somebody wanted saved. */
      readonly saving: ReadonlyMap<ClientId, Handing>;
    }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** Which records were destroyed, and their certificates, which are all that is left of them. */
export interface DestroyedRecordsModel {
  readonly state: Store<DestroyedRecordsState>;
  /** Reads them (again). */
  load(): void;
  /** Saves a certificate where the person says; nothing happens as long as there is none. */
  save(clientId: ClientId): void;
}

export function createDestroyedRecordsModel(
  ipc: IpcClient,
  handOver: HandOver,
): DestroyedRecordsModel {
  const state = createStore<DestroyedRecordsState>({ phase: 'loading' });
  const task = new LatestTask();
  const show = (clientId: ClientId, handing: Handing): void => {
    const now = state.get();
    if (now.phase !== 'ready') return;
    state.set({ ...now, saving: new Map(now.saving).set(clientId, handing) });
  };
  return {
    state,
    load() {
      if (state.get().phase === 'failed') state.set({ phase: 'loading' });
      task.start(
        () => ipc.call('client.destroyed', {}),
        ({ destroyed }) => {
          state.set({ phase: 'ready', destroyed, saving: new Map() });
        },
        ({ code }) => {
          state.set({ phase: 'failed', code });
        },
      );
    },
    save(clientId) {
      const now = state.get();
      if (now.phase !== 'ready' || now.saving.get(clientId)?.phase === 'busy') return;
      const certificate = now.destroyed.find((one) => one.clientId === clientId)?.certificate;
      if (certificate === undefined || certificate === null) return;
      void showHanding(
        (handing) => {
          show(clientId, handing);
        },
        () => handOver(certificateName, decodeChecked(certificate)),
      );
    },
  };
}
