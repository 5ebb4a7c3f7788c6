import type { SessionEvent } from '../../../src/crypto/session/output.ts';

/** Knows when somebody has come into the group to whom this side has not said what it is. */
export class Newcomers {
  #isOwed = false;

  /**
   * Whether it is to be said now. Not in the epoch between a join's two Commits, which everybody is about to leave.
   * Asked before the events are worked off: the keys in them are taken over then.
   */
  isDue(events: readonly SessionEvent[]): boolean {
    let isDue = false;
    for (const event of events) {
      if (event.kind !== 'epoch') continue;
      this.#isOwed ||= event.added.length > 0;
      isDue = this.#isOwed && event.baseKey !== null;
    }
    if (isDue) this.#isOwed = false;
    return isDue;
  }
}
