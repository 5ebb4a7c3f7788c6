import { useCallback, useSyncExternalStore } from 'react';
import type { Store } from '../../view-models/store.ts';

/** The present state of a view model; the screen renders again when it changes. */
export function useStore<State>(store: Store<State>): State {
  const subscribe = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  return useSyncExternalStore(subscribe, () => store.get());
}
