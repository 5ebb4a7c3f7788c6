import type { Scope } from './scope.ts';

type Listener<T> = (value: T) => void;

/** Typed events: one map from name to payload. A listener that throws does not keep the others from hearing. */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<Listener<never>>>();

  /** Listens until the returned function is called, or until `scope` closes if one is given. */
  on<K extends keyof Events>(event: K, listener: Listener<Events[K]>, scope?: Scope): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    listeners.add(listener);
    const off = (): void => {
      listeners.delete(listener);
    };
    scope?.own(off);
    return off;
  }

  /** Calls every listener in order of arrival. @throws the first listener's error, after all were called. */
  emit<K extends keyof Events>(event: K, value: Events[K]): void {
    const errors: unknown[] = [];
    for (const listener of [...(this.#listeners.get(event) ?? [])] as Listener<Events[K]>[]) {
      try {
        listener(value);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
