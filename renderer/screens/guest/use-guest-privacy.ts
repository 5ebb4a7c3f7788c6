import type { CallState } from '../../view-models/call-model.ts';
import type { GuestModel } from '../../view-models/guest-model.ts';
import type { PrivacyView } from '../call/privacy-view.ts';
import { usePersonName } from '../call/use-person-name.ts';

/** How the client's call is protected; null: there is no call. */
export function useGuestPrivacy({ call, kind }: GuestModel, state: CallState): PrivacyView | null {
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
