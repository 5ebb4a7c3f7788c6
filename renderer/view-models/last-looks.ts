import type { CallSealing } from './call-sealing.ts';

/** The last looks at media that is over, as far as it was sealed by the worker that seals now: of another one nothing can be asked. */
export class LastLooks {
  #sealing: CallSealing | null = null;
  #looks: Promise<void> | null = null;

  /** Keeps a look together with those before it. */
  add(sealing: CallSealing, look: Promise<void>): void {
    const before = this.of(sealing);
    this.#sealing = sealing;
    this.#looks = before ? both(before, look) : look;
    // Whoever speaks of it awaits it; that nobody does is no reason to complain.
    this.#looks.catch(() => undefined);
  }

  /** Settles with the last of them, and rejects when one failed, however long ago. Null where there was none. */
  of(sealing: CallSealing): Promise<void> | null {
    return sealing === this.#sealing ? this.#looks : null;
  }

  /** The same of the worker that was there last. */
  get latest(): Promise<void> | null {
    return this.#looks;
  }
}

/** Waits for both, also where one fails: what the other finds is to be told before anybody speaks. */
export async function both(one: Promise<void>, other: Promise<void>): Promise<void> {
  await Promise.allSettled([one, other]);
  await Promise.all([one, other]);
}
