import { z } from './zod.ts';

/**
 * What of a note in a damaged vault cannot be read: `all` of it; its `newest` text, so that an earlier one stands for it; some
 * `earlier` one; an amendment (`added`); its `signature`.
 */
export const lostPart = z.enum(['all', 'newest', 'earlier', 'added', 'signature']);

export type LostPart = z.output<typeof lostPart>;
