import { postureAdvice, postureOk, type PostureReading } from './reading.ts';

/** Longer than this is no lock for a desk that somebody walks away from. */
const slowestLockSeconds = 15 * 60;

/** What a screen is like that locks after so many seconds without use; null: never. */
export function lockReading(seconds: number | null): PostureReading {
  if (seconds === null) return postureAdvice('no-lock');
  return seconds > slowestLockSeconds ? postureAdvice('slow-lock') : postureOk;
}
