import type { Lines } from './create-words.ts';
import { guestApp } from './en-gb/guest-app.ts';
import { shield } from './en-gb/shield.ts';
import { guestLines } from './guest-lines.ts';

/** What the app for clients says: what every page for them does, and what only the app has words for. */
export const guestAppLines: Lines = {
  ...guestLines,
  'en-GB': { ...guestLines['en-GB'], guestApp, shield },
};
