import { call, push } from './contract.ts';
import { ids } from './ids.ts';
import { integer, nothing, timestampMs } from './schema.ts';
import { z } from './zod.ts';

/** What a therapist may choose. Longer than an hour would be no lock at all. */
const idleMinutesRange = { least: 1, most: 60 } as const;

/** After so many minutes without use the vault locks. */
const idleMinutes = integer(idleMinutesRange.least, idleMinutesRange.most);

/** Why the vault locked without being told to. */
export const lockReason = z.discriminatedUnion('kind', [
  /** Nobody used the computer for so long. */
  z.strictObject({ kind: z.literal('idle'), minutes: idleMinutes }),
  /** The computer went to sleep. */
  z.strictObject({ kind: z.literal('suspend') }),
  /** The computer's own screen was locked. */
  z.strictObject({ kind: z.literal('screen-lock') }),
  z.strictObject({ kind: z.literal('lid') }),
]);

const settings = z.strictObject({ idleMinutes });

/** The part of the therapist's boundary about a vault that locks by itself. */
export const autoLockCalls = {
  'lock.get': call({ in: nothing, out: settings }),
  /** In force at once. @throws disk-full */
  'lock.set': call({ in: settings, out: settings }),
  /**
   * The answer to `lock.closing`: what was typed is saved, as far as it can be. The vault locks now. Nothing happens
   * when it is not about to.
   */
  'lock.release': call({ in: nothing, out: nothing }),
  /**
   * Somebody is in the call, or waits to be let in: nobody who only listens is taken for gone. To be said again every
   * minute; it holds for two. @throws not-found unless this session runs
   */
  'lock.in-call': call({ in: z.strictObject({ sessionId: ids.session }), out: nothing }),
  /** The vault locks as soon as the page answers by `lock.release`, and after two seconds in any case. */
  'lock.closing': push({ data: z.strictObject({ why: lockReason }) }),
  /** Nobody uses the computer: it locks at this time, unless somebody does. Null: somebody did. */
  'lock.soon': push({ data: z.strictObject({ lockAtMs: z.nullable(timestampMs) }) }),
};

export type LockReason = z.output<typeof lockReason>;
