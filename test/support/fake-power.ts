import { Emitter } from '../../src/base/emitter.ts';
import type { PowerEvent, PowerEvents } from '../../main/ports/power-events.ts';

/** A machine whose use and screen are what a test says. */
export class FakePower implements PowerEvents {
  readonly #events = new Emitter<{ told: PowerEvent }>();

  listen(listener: (event: PowerEvent) => void): () => void {
    return this.#events.on('told', listener);
  }

  tell(event: PowerEvent): void {
    this.#events.emit('told', event);
  }
}
