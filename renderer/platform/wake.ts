import type { CancelTimer, Clock } from '../../src/base/ports.ts';

/** How often it is looked at the time. */
const lookMs = 2_000;

/**
 * Calls back with how long the page stood still when that was `leastMs` or more, which is asked when a wait begins: the
 * computer slept. No browser says so, but the wall clock has gone on where the timer has not. Until the returned function
 * is called.
 */
export function onWake(
  clock: Clock,
  leastMs: () => number,
  listener: (stoodMs: number) => void,
): () => void {
  let cancel: CancelTimer = () => undefined;
  const wait = (): void => {
    const fromMs = clock.nowMs();
    const asleepMs = leastMs();
    cancel = clock.after(lookMs, () => {
      const stoodMs = clock.nowMs() - fromMs - lookMs;
      wait();
      if (stoodMs >= asleepMs) listener(stoodMs);
    });
  };
  wait();
  return () => {
    cancel();
  };
}
