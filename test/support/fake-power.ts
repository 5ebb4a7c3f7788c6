import type { PowerEvent, PowerEvents } from '../../main/ports/power-events.ts';

type Listener = (event: PowerEvent) => void;

/** A machine whose use and screen are what a test says. */
export class FakePower implements PowerEvents {
  readonly #listeners = new Set<Listener>();

  /** How many listen, for leak tests. */
  get listeners(): number {
    return this.#listeners.size;
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  tell(event: PowerEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
