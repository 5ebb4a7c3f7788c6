import { call, type Contract } from './contract.ts';
import { list, nothing, text } from './schema.ts';
import { z } from './zod.ts';

/** What a client can do something about before a call. Their disk and their updates are their own affair. */
const advice = z.strictObject({
  reason: z.enum(['portal', 'open-wifi', 'weak-wifi', 'remote', 'remote-tool', 'recorder']),
  /** Programs of our own list that run. */
  programs: list(text(32, 1), 16),
});

/** The part of the clients' boundary about the computer itself. */
export const guestComputerCalls = {
  /**
   * What is worth a sentence about this computer. Looked at once, when it is asked for first, and never again while the
   * app runs; whether its network lets nobody through, once for each practice. Nothing of it leaves the computer. Takes
   * three quarters of a minute at most.
   */
  'guest.computer': call({ in: nothing, out: z.strictObject({ advice: list(advice, 4) }) }),
} as const satisfies Contract;

export type GuestAdvice = z.output<typeof advice>;

/** For whoever has a reason from elsewhere. */
export const guestAdviceReason = advice.shape.reason;
