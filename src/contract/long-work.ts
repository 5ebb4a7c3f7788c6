import { z } from './zod.ts';
import { call, push, type Contract } from './contract.ts';
import { nothing } from './schema.ts';

/** Work that takes seconds or minutes, by kind. There is one of each kind at a time, so that its kind names it. */
const workKind = z.enum([
  'verification',
  'backup',
  'backup-test',
  'restore',
  'renewal',
  'rescue',
  'destruction',
]);

/** How every long work is followed and stopped, whichever call started it. */
export const longWorkCalls = {
  /**
   * Stops it at its next step, after which the call that started it is answered `cancelled`. Does nothing when no such work
   * runs: it may have ended meanwhile.
   */
  'work.cancel': call({ in: z.strictObject({ work: workKind }), out: nothing }),
  /** How much of it is done, from 0 to 1; at its beginning, and then at most once for each hundredth. Never goes back. */
  'work.progress': push({
    data: z.strictObject({
      work: workKind,
      done: z.number().check(z.minimum(0), z.maximum(1)),
    }),
  }),
} as const satisfies Contract;

/** The answer of a call that starts a long work, when somebody cancelled it. That is no error. */
export const cancelledWork = z.strictObject({ outcome: z.literal('cancelled') });

export type WorkKind = z.output<typeof workKind>;
export type WorkProgress = z.output<(typeof longWorkCalls)['work.progress']['data']>;
