import { Emitter } from '../../src/base/emitter.ts';
import type { CaptureStanding } from '../../src/contract/capture-schema.ts';
import type { CapturePort } from '../ports/capture-port.ts';
import type { ThreadPort } from './serve-main-side.ts';
import type { FromThread } from './thread-wire.ts';

/** The shell's capture shield, as the thread knows of it. */
export class ToldCapture implements CapturePort {
  readonly #port: ThreadPort;
  readonly #events = new Emitter<{ told: CaptureStanding }>();
  readonly #asked = new Map<number, () => void>();
  #standing: CaptureStanding;
  #lastId = 0;

  constructor(port: ThreadPort, standing: CaptureStanding) {
    this.#port = port;
    this.#standing = standing;
  }

  listen(listener: (standing: CaptureStanding) => void): () => void {
    listener(this.#standing);
    return this.#events.on('told', listener);
  }

  test(): Promise<void> {
    return new Promise((resolve) => {
      this.#lastId += 1;
      this.#asked.set(this.#lastId, resolve);
      this.#port.postMessage({ kind: 'test-capture', id: this.#lastId } satisfies FromThread);
    });
  }

  /** The shell says where it stands. */
  tell(standing: CaptureStanding): void {
    this.#standing = standing;
    this.#events.emit('told', standing);
  }

  /** The shell has tried, and told before what it found. */
  tested(id: number): void {
    this.#asked.get(id)?.();
    this.#asked.delete(id);
  }
}
