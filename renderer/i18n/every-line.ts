import type { Lines } from './create-words.ts';
import { enGb } from './en-gb/words.ts';
import { enUs } from './en-us/words.ts';

/** Everything that Quietroom says, for the therapist's page and the gallery. */
export const everyLine: Lines = { 'en-GB': enGb, 'en-US': enUs };
