import type { Random } from '../base/ports.ts';

const firstDelayMs = 250;
const longestDelayMs = 8_000;

/**
 * How long to wait before attempt number `attempt` (from 0): doubling up to a limit, and between half and all of it at
 * random, so that everybody whom a restarted server threw out does not come back in the same moment.
 */
export function backoffDelayMs(attempt: number, random: Random): number {
  const fullMs = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt, 16));
  const [byte = 0] = random.bytes(1);
  return Math.round(fullMs * (0.5 + byte / 510));
}
