import type { Posture, PostureCheck, PostureRecord } from '../../src/contract/posture-calls.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store } from './store.ts';

export type ComputerState =
  | { readonly phase: 'loading' }
  | {
      readonly phase: 'ready';
      readonly posture: Posture;
      /** Newest first. */
      readonly records: readonly PostureRecord[];
      /** It is being looked at. */
      readonly isLooking: boolean;
      /** Why the last thing that was asked for did not happen; null: it did. */
      readonly failed: ErrorCode | null;
    }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** What is known of the computer that this runs on. */
export interface ComputerModel {
  readonly state: Store<ComputerState>;
  /** Reads what is known, and looks if nothing is. */
  load(): void;
  /** Looks again. During a session nothing is looked at, and what was known stays. */
  lookAgain(): void;
  /** Whether a session may start without this. */
  setRequired(check: PostureCheck, isRequired: boolean): void;
  /** The person has asked whoever runs the server: its keys are right. */
  acceptServerKey(): void;
}

/** An empty model; `load` fills it. */
export function createComputerModel(ipc: IpcClient): ComputerModel {
  const state = createStore<ComputerState>({ phase: 'loading' });
  const task = new LatestTask();
  /** `before`: what stays when it fails. */
  const show = (ask: () => Promise<Posture>, before = state.get()): void => {
    task.start(
      async () => {
        const posture = await ask();
        const { records } = await ipc.call('posture.records', {});
        return { posture, records };
      },
      ({ posture, records }) => {
        state.set({ phase: 'ready', posture, records, isLooking: false, failed: null });
      },
      ({ code }) => {
        state.set(
          before.phase === 'ready'
            ? { ...before, isLooking: false, failed: code }
            : { phase: 'failed', code },
        );
      },
    );
  };
  const read = async (fresh: boolean): Promise<Posture> => ipc.call('posture.read', { fresh });
  return {
    state,
    load() {
      if (state.get().phase === 'failed') state.set({ phase: 'loading' });
      show(async () => {
        const known = await read(false);
        return known.checkedAtMs === null ? read(true) : known;
      });
    },
    lookAgain() {
      const now = state.get();
      if (now.phase !== 'ready' || now.isLooking) return;
      state.set({ ...now, isLooking: true });
      show(async () => read(true), now);
    },
    setRequired(check, isRequired) {
      const now = state.get();
      if (now.phase !== 'ready' || now.isLooking) return;
      const others = now.posture.required.filter((one) => one !== check);
      const checks = isRequired ? [...others, check] : others;
      // Shown at once: the box follows the hand.
      state.set({ ...now, posture: { ...now.posture, required: checks } });
      show(async () => ipc.call('posture.require', { checks }), now);
    },
    acceptServerKey() {
      const now = state.get();
      if (now.phase !== 'ready' || now.isLooking) return;
      show(async () => ipc.call('posture.accept-server-key', {}));
    },
  };
}
