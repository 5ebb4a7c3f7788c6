import { timestampMs } from './schema.ts';
import { z } from './zod.ts';

/** When something of the therapist's left a computer unsealed. */
export const clearStretch = z.strictObject({ fromMs: timestampMs, toMs: timestampMs });

export type ClearStretch = z.output<typeof clearStretch>;
