import type { LoggedEntry } from '../../src/contract/audit-calls.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { showHanding } from './handing.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store } from './store.ts';
import type { Handing } from './talk-model.ts';

export type AccessLogState =
  | { readonly phase: 'loading' }
  | {
      readonly phase: 'ready';
      /** Newest first. Empty: show the empty state. */
      readonly entries: readonly LoggedEntry[];
      /** Whether there are earlier ones, and how reading them fares. */
      readonly earlier: 'none' | 'some' | 'loading';
    }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The vault's access log. */
export interface AccessLogModel {
  readonly state: Store<AccessLogState>;
  /** How saving a signed copy fares. */
  readonly exporting: Store<Handing>;
  /** Reads the newest entries (again). */
  load(): void;
  loadEarlier(): void;
  /** Saves all of it where the person says. */
  export(): void;
}

/** An empty model; `load` reads the log. */
export function createAccessLogModel(ipc: IpcClient): AccessLogModel {
  const state = createStore<AccessLogState>({ phase: 'loading' });
  const exporting = createStore<Handing>({ phase: 'no' });
  const task = new LatestTask();
  const read = (shown: readonly LoggedEntry[]): void => {
    task.start(
      () => ipc.call('audit.list', { before: shown.at(-1)?.seq ?? null }),
      ({ entries: more }) => {
        const entries = [...shown, ...more];
        // The first entry of a log is the first: nobody removes any.
        const isAll = more.length === 0 || more.at(-1)?.seq === 1;
        state.set({ phase: 'ready', entries, earlier: isAll ? 'none' : 'some' });
      },
      ({ code }) => {
        state.set({ phase: 'failed', code });
      },
    );
  };
  const load = (): void => {
    if (state.get().phase === 'failed') state.set({ phase: 'loading' });
    read([]);
  };
  return {
    state,
    exporting,
    load,
    loadEarlier() {
      const now = state.get();
      if (now.phase !== 'ready' || now.earlier !== 'some') return;
      state.set({ ...now, earlier: 'loading' });
      read(now.entries);
    },
    export() {
      if (exporting.get().phase === 'busy') return;
      void showHanding(
        (handing) => {
          exporting.set(handing);
          // That it was saved, or that it failed, is an entry as well.
          if (handing.phase !== 'busy') load();
        },
        async () => (await ipc.call('audit.export', {})).saved,
      );
    },
  };
}
