import type { Lines } from './create-words.ts';
import { call } from './en-gb/call.ts';
import { common } from './en-gb/common.ts';
import { devices } from './en-gb/devices.ts';
import { errors } from './en-gb/errors.ts';
import { guest } from './en-gb/guest.ts';
import { guestApp } from './en-gb/guest-app.ts';
import { privacy } from './en-gb/privacy.ts';
import { slip } from './en-gb/slip.ts';
import { talk } from './en-gb/talk.ts';

/** What Quietroom says to clients; what only therapists read would be a few KB more on the way to them. */
export const guestLines: Lines = {
  'en-GB': { common, call, devices, errors, guest, guestApp, privacy, slip, talk },
  // Nothing of it is said differently there.
  'en-US': {},
};
