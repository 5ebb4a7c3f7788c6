import type { Clock } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import { onWake } from '../platform/wake.ts';
import type { GuestModel } from './guest-model.ts';
import type { RoomCall } from './room-call.ts';

/** Whose computer slept for so long has turned away from it. */
const turnedAwayMs = 30_000;

/** Browsers look at a hidden page's timers once a minute: what is shorter may be no sleep. */
const turnedAwayHiddenMs = 90_000;

type SilencedCall = Pick<RoomCall, 'setMicrophone' | 'setCamera'>;

/**
 * Nobody may be in front of the screen, or somebody else: nothing goes out until its person is back and says so. Not
 * even what would go out only later, such as a call that is just being entered anew.
 */
export function silenceCall(call: SilencedCall): void {
  call.setMicrophone(false);
  call.setCamera(false);
}

export interface SleepingGuestOptions {
  readonly guest: Pick<GuestModel, 'state'> & { readonly call: SilencedCall };
  /** Whether the page is not to be seen just now. */
  readonly isHidden: () => boolean;
  readonly clock: Clock;
  readonly scope: Scope;
}

/** After a sleep a guest is silent, also one who only waits: they may be let in while nobody is there. */
export function silenceAfterSleep({ guest, isHidden, clock, scope }: SleepingGuestOptions): void {
  const leastMs = (): number => (isHidden() ? turnedAwayHiddenMs : turnedAwayMs);
  scope.own(
    onWake(clock, leastMs, () => {
      // Whoever has not said yet that they want in will say so themselves.
      if (guest.state.get().phase !== 'device-check') silenceCall(guest.call);
    }),
  );
}
