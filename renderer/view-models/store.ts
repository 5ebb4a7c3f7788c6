/** A value that screens watch. The shape is what React's `useSyncExternalStore` asks for. */
export interface Store<State> {
  /** The present state; the same object until it changes. */
  get(): State;
  /** Calls `listener` after every change, until the returned function is called. */
  subscribe(listener: () => void): () => void;
}

/** A store with its writing end, which stays inside the view model that owns it. */
export interface WritableStore<State> extends Store<State> {
  set(state: State): void;
}

/** A store that starts with `initial`. Setting the very same value tells nobody. */
export function createStore<State>(initial: State): WritableStore<State> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set(next) {
      if (Object.is(next, state)) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      // Wrapped, so that one function subscribed twice is two subscriptions.
      const own = (): void => {
        listener();
      };
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },
  };
}
