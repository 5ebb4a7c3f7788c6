import type { CancelTimer, Clock } from '../../src/base/ports.ts';

/**
 * Lets a screen wait a moment for what is more urgent. Each change of a view model draws a screen anew, on the thread that
 * also passes messages on and negotiates media; drawn first, a change holds up what a person waits for.
 */
export class DrawingHold {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #holds = new Set<CancelTimer>();
  readonly #waiting = new Set<() => void>();

  constructor(clock: Pick<Clock, 'after'>) {
    this.#clock = clock;
  }

  /** Draws at once, or, while something is more urgent, once after it: `draw` reads the state as it is then. */
  draw(draw: () => void): void {
    if (this.#holds.size > 0) this.#waiting.add(draw);
    else draw();
  }

  /** Nothing is drawn until the returned function is called, `longestMs` at most: a screen never stands still for longer. */
  hold(longestMs: number): () => void {
    const release = (): void => {
      if (!this.#holds.delete(cancel)) return;
      cancel();
      if (this.#holds.size === 0) this.#drawWaiting();
    };
    const cancel = this.#clock.after(longestMs, release);
    this.#holds.add(cancel);
    return release;
  }

  #drawWaiting(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const draw of waiting) draw();
  }
}
