import type { GuestModel } from '../../view-models/guest-model.ts';
import type { PrivacyView } from '../call/privacy-view.ts';
import { usePersonName } from '../call/use-person-name.ts';
import { useStore } from '../shared/use-store.ts';

/** How the client's call is protected; null: there is no call. */
export function useGuestPrivacy({ call, kind }: GuestModel): PrivacyView | null {
  const state = useStore(call.state);
  const live = state.phase === 'live' ? state : null;
  const nameOf = usePersonName(live?.people ?? []);
  if (!live) return null;
  return {
    call,
    state: live,
    own: kind ? { kind } : {},
    nameOf,
    phrase: null,
  };
}
