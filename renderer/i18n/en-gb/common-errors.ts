import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import type { ErrorWords } from '../error-words.ts';

/** What can go wrong in a call, and so for everybody. */
export const commonErrors = {
  'bad-request': {
    what: 'That could not be understood',
    safe: 'Nothing was changed.',
    next: 'Try once more. If it happens again, close Quietroom and open it again.',
  },
  'too-large': {
    what: 'That is too long',
    safe: 'What you wrote is still here.',
    next: 'Make it shorter, then try again.',
  },
  'too-many': {
    what: 'That was too many tries in a short time',
    safe: 'Nothing was changed.',
    next: 'Wait a minute, then try again.',
  },
  'forbidden-sender': {
    what: 'This window may not do that',
    safe: 'Nothing was opened and nothing was changed.',
    next: 'Close Quietroom and open it again.',
  },
  'update-required': {
    what: 'Quietroom needs an update',
    safe: 'What was saved is safe.',
    next: 'Install the newest version, then open it again. In a browser, reload this page.',
  },
  'not-found': {
    what: 'That is no longer here',
    safe: 'Everything else is unchanged.',
    next: 'Go back and choose again.',
  },
  conflict: {
    what: 'Something else is already there',
    safe: 'Nothing was changed.',
    next: 'Go back, look at what is there, then try again.',
  },
  internal: {
    what: 'Something went wrong inside Quietroom',
    safe: 'What was saved is safe.',
    next: 'Try again. If it happens again, close Quietroom and open it again.',
  },
  'invite-invalid': {
    what: 'This link does not work',
    safe: 'Nobody sees or hears you here.',
    next: 'Copy the whole link and open it again, or ask your therapist for a new one.',
  },
  'invite-used': {
    what: 'This link has been used',
    safe: 'Nobody sees or hears you here.',
    next: 'If you have it open in another window, go back there. If you were away for minutes, ask your therapist for a new link. If that was not you, tell them.',
  },
  'invite-expired': {
    what: 'This link has run out',
    safe: 'Nobody sees or hears you here.',
    next: 'Ask your therapist for a new link.',
  },
  'place-gone': {
    what: 'Your place in the session is gone',
    safe: 'Nobody sees or hears you here.',
    next: 'It is kept for two minutes when a connection is lost. Ask your therapist for a new link. If you were not away for so long, tell them.',
  },
  'not-admitted': {
    what: 'You have not been let in yet',
    safe: 'Nobody sees or hears you here.',
    next: 'Please wait. Your therapist will let you in.',
  },
  refused: {
    what: 'Your therapist cannot let you in now',
    safe: 'Nobody sees or hears you here.',
    next: 'Get in touch with your therapist to find another time.',
  },
  removed: {
    what: 'Your therapist has ended the call for you',
    safe: 'Your camera and microphone are off.',
    next: 'Get in touch with your therapist if you did not expect this.',
  },
  'room-closed': {
    what: 'The session has ended',
    safe: 'Your camera and microphone are off.',
    next: 'You can close this window.',
  },
  'room-full': {
    what: 'The session is full',
    safe: 'Nobody sees or hears you here.',
    next: 'Tell your therapist, then try again.',
  },
  'server-full': {
    what: 'The server is busy',
    safe: 'Nothing was lost.',
    next: 'Wait a few minutes, then try again.',
  },
  replaced: {
    what: 'This session is open in another window',
    safe: 'It goes on there. Nothing was lost.',
    next: 'Close this window and use the other one.',
  },
  'media-failed': {
    what: 'Picture and sound could not be connected',
    safe: 'Nobody sees or hears you here now.',
    next: 'Try again. If it keeps happening, try another network.',
  },
  'relay-failed': {
    what: 'Picture and sound could not go through the relay',
    safe: 'They went no other way, as you chose.',
    next: 'Check that you are online, and try again. If that does not help: “How you connect” lets you go without the relay.',
  },
  'browser-unsupported': {
    what: 'This browser cannot take part in the call',
    safe: 'Your link still works.',
    next: 'Open the link from your message in Chrome or Edge on a computer.',
  },
  'connection-lost': {
    what: 'The connection was lost',
    safe: 'What was saved is safe.',
    next: 'Check that you are online, then try again.',
  },
  timeout: {
    what: 'The server did not answer',
    safe: 'What was saved is safe.',
    next: 'Check that you are online, then try again.',
  },
  'device-denied': {
    what: 'Quietroom may not use the camera or microphone',
    safe: 'Nobody can see or hear you.',
    next: 'Allow it beside the address, or in your computer’s privacy settings. Then try again.',
  },
  'device-missing': {
    what: 'No camera or microphone was found',
    safe: 'Nobody can see or hear you.',
    next: 'Plug one in or turn it on, then try again.',
  },
  'device-busy': {
    what: 'Another program is using the camera or microphone',
    safe: 'Nobody can see or hear you here.',
    next: 'Close the other program, then try again.',
  },
  'disk-full': {
    what: 'This computer’s disk is full',
    safe: 'What was saved before is safe.',
    next: 'Make some room on the disk, then try again. Keep this window open until then.',
  },
  'save-failed': {
    what: 'The file could not be put there',
    safe: 'It is still here, and nothing was changed there.',
    next: 'Save it in another folder.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorWords>>;
