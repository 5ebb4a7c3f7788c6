import { z } from './zod.ts';

/**
 * What of a note in a damaged vault cannot be read: `all` of it; all of its `text`, so that only what was added is left; its
 * `newest` text, so that an earlier one stands for it; some `earlier` one; an amendment (`added`); its `signature`, or what that was of.
 */
export const lostPart = z.enum(['all', 'text', 'newest', 'earlier', 'added', 'signature']);

export type LostPart = z.output<typeof lostPart>;
