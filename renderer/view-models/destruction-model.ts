import type { Bytes } from '../../src/base/bytes.ts';
import type { ClientId } from '../../src/contract/ids.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { HandOver } from '../platform/hand-over.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { showHanding } from './handing.ts';
import { createStore, type Store } from './store.ts';
import type { Handing } from './talk-model.ts';

/** The record that somebody wants destroyed. */
export interface RecordToDestroy {
  readonly clientId: ClientId;
  /** To be typed in full. */
  readonly pseudonym: string;
  /** Nothing has to be kept of it any more; otherwise a reason is written down. */
  readonly isDue: boolean;
}

export type DestructionState =
  | { readonly phase: 'idle' }
  /** `failed`: why nothing was changed by the last attempt; null: there was none. */
  | {
      readonly phase: 'asking';
      readonly record: RecordToDestroy;
      readonly failed: ErrorCode | null;
    }
  /** It cannot be stopped any more. `done`: from 0 to 1. */
  | { readonly phase: 'working'; readonly record: RecordToDestroy; readonly done: number }
  /** Nothing is left of the record but the certificate. */
  | {
      readonly phase: 'done';
      readonly certificate: Bytes;
      /** The folder of backups was not there: until the next backup, the record can be restored from it. */
      readonly isBackupAway: boolean;
      readonly saving: Handing;
    }
  /** Nothing of it can be read any more; the rest, and the certificate, come when the vault is unlocked next. */
  | { readonly phase: 'unfinished' };

/** Destroying one record for good. It outlives the client's page, which goes with the client. */
export interface DestructionModel {
  readonly state: Store<DestructionState>;
  ask(record: RecordToDestroy): void;
  /** `pseudonym` as the person typed it; `reason`: why before the time. Goes on when nobody looks. */
  destroy(pseudonym: string, reason: string | null): void;
  /** Saves the certificate where the person says. */
  saveCertificate(): void;
  /** The person types again. */
  clearFailure(): void;
  /** Nothing is to be destroyed, or what came of it was read. While it is done, nothing happens. */
  dismiss(): void;
  /** The vault is shut: nothing of it is kept in the page. */
  clear(): void;
}

/** The name that a certificate is saved under: it says nothing of anybody. */
export const certificateName = 'destruction-certificate.bin';

/**
 * `destroyed`: nothing of a client can be read any more. `settled` is called when clients, and what was found of them, may not be
 * there any more.
 */
export function createDestructionModel(options: {
  readonly ipc: IpcClient;
  readonly handOver: HandOver;
  readonly destroyed: (clientId: ClientId) => void;
  readonly settled: () => void;
}): DestructionModel {
  const { ipc, handOver, destroyed, settled } = options;
  const state = createStore<DestructionState>({ phase: 'idle' });
  // What is answered after the vault was shut is of no vault that is open now.
  let opening = 0;
  const destroy = async (
    record: RecordToDestroy,
    typed: { readonly pseudonym: string; readonly reason: string | null },
  ): Promise<void> => {
    const asked = opening;
    const show = (next: DestructionState): void => {
      if (asked === opening) state.set(next);
    };
    show({ phase: 'working', record, done: 0 });
    const off = ipc.on('work.progress', ({ work, done }) => {
      if (work === 'destruction') show({ phase: 'working', record, done });
    });
    try {
      const answer = await ipc.call('client.destroy', { clientId: record.clientId, ...typed });
      destroyed(record.clientId);
      show(
        answer.outcome === 'unfinished'
          ? { phase: 'unfinished' }
          : {
              phase: 'done',
              certificate: decodeChecked(answer.certificate),
              isBackupAway: answer.isBackupAway,
              saving: { phase: 'no' },
            },
      );
    } catch (error) {
      show({ phase: 'asking', record, failed: AppError.from(error).code });
    } finally {
      off();
      if (asked === opening) settled();
    }
  };
  return {
    state,
    ask(record) {
      if (state.get().phase !== 'working') state.set({ phase: 'asking', record, failed: null });
    },
    destroy(pseudonym, reason) {
      const now = state.get();
      if (now.phase === 'asking') void destroy(now.record, { pseudonym, reason });
    },
    saveCertificate() {
      const now = state.get();
      if (now.phase !== 'done' || now.saving.phase === 'busy') return;
      const asked = opening;
      void showHanding(
        (saving) => {
          if (asked === opening && state.get().phase === 'done') state.set({ ...now, saving });
        },
        () => handOver(certificateName, now.certificate),
      );
    },
    clearFailure() {
      const now = state.get();
      if (now.phase === 'asking' && now.failed !== null) state.set({ ...now, failed: null });
    },
    dismiss() {
      if (state.get().phase !== 'working') state.set({ phase: 'idle' });
    },
    clear() {
      opening += 1;
      state.set({ phase: 'idle' });
    },
  };
}
