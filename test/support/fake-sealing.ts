import { nothingSealed, type SealingView } from '../../renderer/view-models/call-sealing.ts';
import { createStore } from '../../renderer/view-models/store.ts';

/** Keys of a session without a worker; a test sets what they show. */
export function fakeSealing() {
  const judged: unknown[] = [];
  return {
    view: createStore<SealingView>(nothingSealed),
    transforms: { attachSender: () => undefined, attachReceiver: () => undefined },
    takenFrames: () => Promise.resolve(new Map()),
    noteClear: (_fromMs: number, _toMs: number): void => undefined,
    judged,
    judgeWords: (...said: readonly unknown[]) => void judged.push(said),
  };
}
