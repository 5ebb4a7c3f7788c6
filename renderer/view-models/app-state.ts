import type { AppStatus } from '../../src/contract/app-status.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { createStore, type Store } from './store.ts';

/** Whether this page and its main side fit together, and which shell runs it. */
export type AppState =
  | { readonly phase: 'checking' }
  | { readonly phase: 'ready'; readonly status: AppStatus }
  /** `update-required`: the two sides are of different versions. */
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** Asks the main side once, at the start. `protocol`: the version of the contract that this page speaks. */
export function createAppState(
  askStatus: () => Promise<AppStatus>,
  protocol: number,
): Store<AppState> {
  const state = createStore<AppState>({ phase: 'checking' });
  const ask = async (): Promise<void> => {
    try {
      const status = await askStatus();
      if (status.protocol !== protocol) throw new AppError('update-required');
      state.set({ phase: 'ready', status });
    } catch (error) {
      state.set({ phase: 'failed', code: AppError.from(error).code });
    }
  };
  void ask();
  return state;
}
