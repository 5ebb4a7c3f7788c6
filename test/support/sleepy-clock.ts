import { FakeClock } from './fake-clock.ts';

/** A computer whose timers stand still while it sleeps, and whose clock does not. */
export class SleepyClock extends FakeClock {
  sleptMs = 0;

  override nowMs(): number {
    return super.nowMs() + this.sleptMs;
  }
}
