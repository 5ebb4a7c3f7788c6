import { errorCodes } from '../../src/errors/error-codes.ts';
import type { Lines } from './create-words.ts';
import { call } from './en-gb/call.ts';
import { common } from './en-gb/common.ts';
import { devices } from './en-gb/devices.ts';
import { commonErrors } from './en-gb/common-errors.ts';
import { guest } from './en-gb/guest.ts';
import { privacy } from './en-gb/privacy.ts';
import { talk } from './en-gb/talk.ts';

/** What only goes wrong at the therapist's is told as a fault of ours, should a server ever say it to a client. */
const otherErrors = Object.fromEntries(
  Object.keys(errorCodes).map((code) => [code, commonErrors.internal]),
);

/** What Quietroom says to clients; what only therapists read would be a few KB more on the way to them. */
export const guestLines: Lines = {
  'en-GB': {
    common,
    call,
    devices,
    errors: { ...otherErrors, ...commonErrors },
    guest,
    privacy,
    talk,
  },
  // Nothing of it is said differently there.
  'en-US': {},
};
