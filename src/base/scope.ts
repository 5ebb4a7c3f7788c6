type Dispose = () => void;

/**
 * Owns listeners, timers, tracks, ports and other scopes, and closes them together: last in, first out, once.
 * Every disposer runs even if another one throws; the first error is thrown at the end.
 */
export class Scope {
  readonly #disposers: Dispose[] = [];
  #closed = false;

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Number of things owned, for leak tests. */
  get size(): number {
    return this.#disposers.length;
  }

  /** Takes ownership. On a closed scope the thing is disposed of at once: late arrivals do not leak. */
  own(dispose: Dispose): void {
    if (this.#closed) {
      dispose();
      return;
    }
    this.#disposers.push(dispose);
  }

  /** A scope that closes with this one, or earlier by itself. */
  child(): Scope {
    const child = new Scope();
    const closeChild = (): void => {
      child.close();
    };
    this.own(closeChild);
    child.own(() => {
      const at = this.#disposers.indexOf(closeChild);
      if (at >= 0) this.#disposers.splice(at, 1);
    });
    return child;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const errors: unknown[] = [];
    for (let dispose = this.#disposers.pop(); dispose; dispose = this.#disposers.pop()) {
      try {
        dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
