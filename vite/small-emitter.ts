type Listener = (...args: unknown[]) => void;

interface Entry {
  readonly listener: Listener;
  readonly isOnce: boolean;
  isDone: boolean;
}

/**
 * What mediasoup-client uses of Node's EventEmitter, in the place of the whole of it: listeners are called in order, those that were
 * there when the event began, and an `error` that nobody listens to is thrown.
 */
export class EventEmitter {
  readonly #entries = new Map<string | symbol, readonly Entry[]>();

  on(name: string | symbol, listener: Listener): this {
    return this.#add(name, { listener, isOnce: false, isDone: false }, false);
  }

  once(name: string | symbol, listener: Listener): this {
    return this.#add(name, { listener, isOnce: true, isDone: false }, false);
  }

  prependListener(name: string | symbol, listener: Listener): this {
    return this.#add(name, { listener, isOnce: false, isDone: false }, true);
  }

  prependOnceListener(name: string | symbol, listener: Listener): this {
    return this.#add(name, { listener, isOnce: true, isDone: false }, true);
  }

  /** Takes away the last one of these. */
  off(name: string | symbol, listener: Listener): this {
    const last = this.listeners(name).lastIndexOf(listener);
    const others = this.#of(name).filter((_entry, index) => index !== last);
    this.#entries.set(name, others);
    return this;
  }

  /** Of one event, or of all; as in Node, `undefined` is an event that there is none of. */
  removeAllListeners(...names: readonly (string | symbol | undefined)[]): this {
    const [name] = names;
    if (names.length === 0) this.#entries.clear();
    else if (name !== undefined) this.#entries.delete(name);
    return this;
  }

  /** @returns whether anybody listened. @throws what a listener throws, and the error of an `error` without one */
  emit(name: string | symbol, ...args: unknown[]): boolean {
    const entries = this.#of(name);
    if (entries.length === 0 && name === 'error') throw args[0];
    for (const entry of entries) {
      if (entry.isDone) continue;
      if (entry.isOnce) this.#finish(name, entry);
      entry.listener.apply(this, args);
    }
    return entries.length > 0;
  }

  listenerCount(name: string | symbol): number {
    return this.#of(name).length;
  }

  listeners(name: string | symbol): Listener[] {
    return this.#of(name).map(({ listener }) => listener);
  }

  rawListeners(name: string | symbol): Listener[] {
    return this.listeners(name);
  }

  /** Nobody is warned here. */
  setMaxListeners(): this {
    return this;
  }

  #of(name: string | symbol): readonly Entry[] {
    return this.#entries.get(name) ?? [];
  }

  #add(name: string | symbol, entry: Entry, isFirst: boolean): this {
    const entries = this.#of(name);
    this.#entries.set(name, isFirst ? [entry, ...entries] : [...entries, entry]);
    return this;
  }

  #finish(name: string | symbol, entry: Entry): void {
    entry.isDone = true;
    this.#entries.set(
      name,
      this.#of(name).filter((other) => other !== entry),
    );
  }
}
