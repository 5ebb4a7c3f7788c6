import type { RetentionRules } from '../../src/domain/retention.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { createStore, type Store } from './store.ts';

export type RetentionRulesState =
  | { readonly phase: 'loading' }
  | {
      readonly phase: 'ready';
      readonly rules: RetentionRules;
      /** Why the last change is not in force; null: it is. */
      readonly failed: ErrorCode | null;
    }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** How long records are kept in this practice. */
export interface RetentionRulesModel {
  readonly state: Store<RetentionRulesState>;
  load(): void;
  set(rules: RetentionRules): void;
}

export function createRetentionRulesModel(ipc: IpcClient): RetentionRulesModel {
  const state = createStore<RetentionRulesState>({ phase: 'loading' });
  return {
    state,
    load() {
      ipc.call('client.retention-rules', {}).then(
        (rules) => {
          state.set({ phase: 'ready', rules, failed: null });
        },
        (error: unknown) => {
          state.set({ phase: 'failed', code: AppError.from(error).code });
        },
      );
    },
    set(rules) {
      const before = state.get();
      if (before.phase !== 'ready') return;
      state.set({ phase: 'ready', rules, failed: null });
      ipc.call('client.set-retention-rules', rules).catch((error: unknown) => {
        // What was in force still is.
        state.set({ ...before, failed: AppError.from(error).code });
      });
    },
  };
}
