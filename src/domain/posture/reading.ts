import type { PostureCheck, PostureFinding, PostureReason } from '../../contract/posture-calls.ts';

/** What one check of the computer gave. */
export type PostureReading =
  | { readonly state: 'ok' }
  | {
      readonly state: 'advice';
      readonly reason: PostureReason;
      /** Programs of our own list that run. */
      readonly programs?: readonly string[];
    }
  | { readonly state: 'unknown' }
  | { readonly state: 'not-verified' };

export const postureOk: PostureReading = { state: 'ok' };
/** Also for output that is not understood: nothing is claimed of what could not be read. */
export const postureUnknown: PostureReading = { state: 'unknown' };

export function postureAdvice(
  reason: PostureReason,
  programs: readonly string[] = [],
): PostureReading {
  return { state: 'advice', reason, programs };
}

/** The reading as the contract has it. */
export function findingOf(check: PostureCheck, reading: PostureReading): PostureFinding {
  return reading.state === 'advice'
    ? { check, state: 'advice', reason: reading.reason, programs: [...(reading.programs ?? [])] }
    : { check, state: reading.state };
}

/** The worse of several readings about one thing: something to be told wins over something that is not known. */
export function worseReading(readings: readonly PostureReading[]): PostureReading {
  return (
    readings.find(({ state }) => state === 'advice') ??
    readings.find(({ state }) => state !== 'ok') ??
    readings[0] ??
    postureUnknown
  );
}
