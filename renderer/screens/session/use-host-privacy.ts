import { useState } from 'react';
import type { Session } from '../../../src/contract/ipc.ts';
import type { TherapistModels } from '../../view-models/models.ts';
import type { PrivacyView } from '../call/privacy-view.ts';
import { usePersonName } from '../call/use-person-name.ts';
import { useStore } from '../shared/use-store.ts';

/** How the therapist's call is protected; null: there is no call. */
export function useHostPrivacy(
  models: TherapistModels,
  { clientId }: Session,
  pseudonym?: string,
): PrivacyView | null {
  const { call } = models.session;
  const state = useStore(call.state);
  const live = state.phase === 'live' ? state : null;
  const nameOf = usePersonName(live?.people ?? [], pseudonym);
  const [agreed] = useState(() => models.phraseOf(clientId));
  const phrase = useStore(agreed.state);
  if (!live) return null;
  return {
    call,
    state: live,
    own: { kind: null },
    nameOf,
    // In a group it would be asked of somebody who never agreed on it.
    phrase: phrase.phase === 'ready' && live.people.length === 1 ? phrase.phrase : null,
  };
}
