import type { GuestAppState } from './guest-app-model.ts';
import type { GuestModel } from './guest-model.ts';
import { stillUnsaved } from './left-files.ts';
import { unsavedFiles } from './talk-list.ts';

/** Whether a guest would lose something if this page were closed now: what is still being put away, or what nobody saved. */
export function wouldLose({ isSettling, call, leftFiles }: GuestModel): boolean {
  const items = call.talk?.state.get().items ?? [];
  const left = leftFiles?.state.get() ?? [];
  return (
    isSettling?.get() === true || unsavedFiles(items).length > 0 || stillUnsaved(left).length > 0
  );
}

/**
 * Whether the app's window stays open for the few seconds in which something is being put away. It has no dialog to ask with:
 * for files that nobody saved it would stay for good.
 */
export function mustStay(state: GuestAppState): boolean {
  return state.phase === 'invited' && state.models.guest.isSettling?.get() === true;
}
