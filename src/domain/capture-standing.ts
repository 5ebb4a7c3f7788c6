import { assertNever } from '../base/assert-never.ts';
import type { CaptureCapability, CaptureStanding, NoVerdict } from '../contract/capture-schema.ts';

/** One attempt to capture the own window. */
export type CaptureAttempt =
  | {
      readonly kind: 'made';
      /** The own window's marker was in what was captured. */
      readonly seen: boolean;
      /** That of the unprotected window; null when it was not needed. */
      readonly controlSeen: boolean | null;
    }
  | { readonly kind: 'not-made'; readonly why: NoVerdict };

/** What follows from an attempt, and nothing more. */
export function judgeCapture(
  attempt: CaptureAttempt,
  capability: CaptureCapability,
): CaptureStanding {
  switch (attempt.kind) {
    case 'not-made':
      return unknownStanding(capability, attempt.why);
    case 'made':
      if (attempt.seen) {
        const verdict = capability === 'none' ? 'impossible' : 'visible';
        return { capability, verdict, why: null };
      }
      // Nothing there hides a window: it was covered, or the like.
      if (capability === 'none') return unknownStanding(capability, 'not-painted');
      if (attempt.controlSeen !== true) return unknownStanding(capability, 'no-control');
      return { capability, verdict: 'hidden', why: null };
    default:
      return assertNever(attempt, 'capture attempt');
  }
}

/** Nothing is known, and why. */
export function unknownStanding(capability: CaptureCapability, why: NoVerdict): CaptureStanding {
  return { capability, verdict: 'unknown', why };
}
