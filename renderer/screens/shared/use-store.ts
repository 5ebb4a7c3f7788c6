import { useCallback, useSyncExternalStore } from 'react';
import type { Store } from '../../view-models/store.ts';

/** The present state of a view model; the screen renders again when it changes. */
export function useStore<State>(store: Store<State>): State {
  const subscribe = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  const get = (): State => store.get();
  // The last one is for tests, which draw without a page.
  return useSyncExternalStore(subscribe, get, get);
}
