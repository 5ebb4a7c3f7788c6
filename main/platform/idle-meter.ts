/** Whoever uses a computer without a pause writes, clicks or moves at least so often; longer pauses come within moments. */
const pauseMs = 3_000;

/**
 * How long nobody has used the computer. Where the system does not know (some Wayland desktops say "just now" for ever), it
 * is how long nobody has used our window: a vault that never locked would be worse than one that locks too early.
 */
export class IdleMeter {
  #usedAtMs: number;
  #doesSystemKnow = false;

  /** `nowMs`: wall clock, milliseconds since 1970, as in all calls. */
  constructor(nowMs: number) {
    this.#usedAtMs = nowMs;
  }

  /** Somebody used our window. */
  used(nowMs: number): void {
    this.#usedAtMs = nowMs;
  }

  /** `systemIdleMs`: what the system says. Believed from the first pause on that it has noticed. */
  idleMs(systemIdleMs: number, nowMs: number): number {
    if (systemIdleMs >= pauseMs) this.#doesSystemKnow = true;
    const ownMs = Math.max(0, nowMs - this.#usedAtMs);
    // What happened in our window was seen, whatever the system says of it.
    return this.#doesSystemKnow ? Math.min(Math.max(0, systemIdleMs), ownMs) : ownMs;
  }
}
