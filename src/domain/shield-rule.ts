import type { CaptureVerdict, ShieldRule } from '../contract/capture-schema.ts';

/** In force until the therapist chooses another one. */
export const usualShieldRule: ShieldRule = 'warn';

/**
 * Whether a window is known to be kept out of captures, as far as anybody can say: its own app reports so. Nothing reported
 * is not hidden.
 */
export function isReportedHidden(capture: CaptureVerdict | null): boolean {
  return capture === 'hidden';
}

/** Whether somebody whose app reports this may be let in under the therapist's rule. */
export function mayComeIn(rule: ShieldRule, capture: CaptureVerdict | null): boolean {
  return rule !== 'refuse' || isReportedHidden(capture);
}

/**
 * Whether the therapist's camera is to stay off, with these others in the call. Whoever loses the shield in a session that
 * would not have begun without it is not thrown out in the middle of a sentence: the picture goes.
 */
export function isCameraHeld(
  rule: ShieldRule,
  others: readonly (CaptureVerdict | null)[],
): boolean {
  return rule !== 'warn' && others.some((capture) => !isReportedHidden(capture));
}
