import type { CapturePort } from '../../main/ports/capture-port.ts';
import type { CaptureStanding } from '../../src/contract/capture-schema.ts';

/** A shield whose findings are what a test says. */
export class FakeCapture implements CapturePort {
  readonly #listeners = new Set<(standing: CaptureStanding) => void>();
  #standing: CaptureStanding = { capability: 'hides', verdict: 'unknown', why: 'not-yet' };
  /** What the next attempt will find. */
  next: CaptureStanding = { capability: 'hides', verdict: 'hidden', why: null };
  tests = 0;

  /** How many listen, for leak tests. */
  get listeners(): number {
    return this.#listeners.size;
  }

  listen(listener: (standing: CaptureStanding) => void): () => void {
    listener(this.#standing);
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  test(): Promise<void> {
    this.tests += 1;
    this.tell(this.next);
    return Promise.resolve();
  }

  tell(standing: CaptureStanding): void {
    this.#standing = standing;
    for (const listener of this.#listeners) listener(standing);
  }
}
