import type { Clock } from '../../../src/base/ports.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import type { SessionSeats } from './session-seats.ts';

/** How long the first picture of a track waits for its key. What takes longer is not just behind the media. */
const holdMs = 1_000;

/**
 * Holds the first picture that comes in before the therapist has said whose seat it is from: until then no key fits, and
 * that word is the last of what a Welcome brings. Dropped, a key frame takes up to a second to come again: the sender's
 * encoder makes no two in quick succession. It stays sealed, and waits once per track.
 */
export class FirstPictures {
  readonly #seats: SessionSeats;
  readonly #clock: Clock;
  #isOver = false;

  constructor(seats: SessionSeats, clock: Clock) {
    this.#seats = seats;
    this.#clock = clock;
  }

  /** Whether a frame of this seat has to wait: nobody is known to sit there, and none has waited before. */
  mustWait(seatId: SeatId): boolean {
    return !this.#isOver && this.#seats.participantAt(seatId) === null;
  }

  /** Settles when the therapist has said whose seat this is, which takes the keys; or when that takes too long. */
  async wait(seatId: SeatId): Promise<void> {
    this.#isOver = true;
    const waiting = Promise.withResolvers<void>();
    const cancel = this.#clock.after(holdMs, waiting.resolve);
    const stop = this.#seats.onceSeated(seatId, waiting.resolve);
    await waiting.promise;
    cancel();
    stop();
  }
}
