import type { ErrorCode } from '../../../src/errors/error-codes.ts';

/** What a person is told about an error: what happened, what is safe, what to do next. */
export interface ErrorWords {
  readonly what: string;
  readonly safe: string;
  readonly next: string;
}

/** Words for every code of the closed table. A code without words does not compile. */
export const errors = {
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
    safe: 'Nothing was sent and nothing was changed.',
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
  unauthorized: {
    what: 'The server did not accept this',
    safe: 'Nothing was changed on this computer.',
    next: 'Ask your practice’s IT for a new code.',
  },
  'not-enrolled': {
    what: 'The server does not know this computer yet',
    safe: 'Your clients and notes are on this computer, unchanged.',
    next: 'Open Settings and enter the code from your practice’s IT.',
  },
  'invite-invalid': {
    what: 'This link does not work',
    safe: 'Nobody has seen or heard you.',
    next: 'Copy the whole link and open it again, or ask your therapist for a new one.',
  },
  'invite-used': {
    what: 'This link has been used',
    safe: 'Nobody has seen or heard you.',
    next: 'If you have it open in another window, go back there. If that was not you, tell your therapist and ask for a new link.',
  },
  'invite-expired': {
    what: 'This link has run out',
    safe: 'Nobody has seen or heard you.',
    next: 'Ask your therapist for a new link.',
  },
  'not-admitted': {
    what: 'You have not been let in yet',
    safe: 'Nobody has seen or heard you.',
    next: 'Please wait. Your therapist will let you in.',
  },
  refused: {
    what: 'Your therapist cannot let you in now',
    safe: 'Nobody has seen or heard you.',
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
    safe: 'Nobody has seen or heard you.',
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
    safe: 'Nothing was recorded and nothing was lost.',
    next: 'Try again. If it keeps happening, try another network.',
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
  'vault-absent': {
    what: 'There is no vault on this computer yet',
    safe: 'Nothing was changed.',
    next: 'Create a vault to keep clients and notes.',
  },
  'vault-locked': {
    what: 'The vault is locked',
    safe: 'Your clients and notes are safe inside.',
    next: 'Unlock it to go on.',
  },
  'vault-wrong-key': {
    what: 'That does not open this vault',
    safe: 'Your clients and notes are still on this computer, encrypted and unchanged.',
    next: 'Check what you typed, then try again. A recovery key opens only the vault that it was made for.',
  },
  'vault-damaged': {
    what: 'Part of the vault’s file cannot be read',
    safe: 'Quietroom has changed nothing and deleted nothing.',
    next: 'Keep the file. Ask your practice’s IT to make a copy of it, then to bring back the last good copy from this computer’s backup.',
  },
  'vault-newer': {
    what: 'This vault was last used by a newer Quietroom',
    safe: 'Your clients and notes are here, unchanged.',
    next: 'Install the newest version of Quietroom, then open it again.',
  },
  'vault-rolled-back': {
    what: 'This vault is not the one that Quietroom wrote last',
    safe: 'Quietroom has changed nothing. What is in it can be read.',
    next: 'Was an older copy put in its place, or one of its files left behind? Bring the newer files back, then try again. Only if there are none, go on with this one: what was written since is not in it.',
  },
  'vault-in-use': {
    what: 'The vault is open in another program',
    safe: 'Your clients and notes are here, unchanged.',
    next: 'Close the other Quietroom, then try again.',
  },
  'vault-not-encrypted': {
    what: 'The vault’s file is not encrypted',
    safe: 'Quietroom stopped before it read or wrote anything.',
    next: 'Do not work with this file. Show this to your practice’s IT before you do anything else.',
  },
  'note-signed': {
    what: 'This note is signed',
    safe: 'It stays as it was signed.',
    next: 'Write what is new as an amendment to it.',
  },
  'disk-full': {
    what: 'This computer’s disk is full',
    safe: 'What was saved before is safe.',
    next: 'Make some room on the disk, then try again. Keep this window open until then.',
  },
  'keychain-unavailable': {
    what: 'This computer’s keychain does not answer',
    safe: 'Your clients and notes are here, encrypted and unchanged.',
    next: 'Unlock the keychain of this computer, or sign out and in again. Then try again.',
  },
  'keychain-refused': {
    what: 'The keychain did not hand out the key',
    safe: 'Your clients and notes are here, encrypted and unchanged.',
    next: 'Try again, and allow Quietroom when the computer asks.',
  },
  'keychain-missing': {
    what: 'The key to the vault is not in this computer’s keychain',
    safe: 'Your clients and notes are still here, encrypted and unchanged.',
    next: 'Open the vault with your passphrase or your recovery key; Quietroom then puts a new key into the keychain. If you have neither, sign in to this computer as the person who created the vault.',
  },
  'keychain-changed': {
    what: 'This computer’s keychain holds another key',
    safe: 'Your clients and notes are still here, encrypted and unchanged.',
    next: 'Open the vault with your passphrase or your recovery key; Quietroom then puts a new key into the keychain. If you have neither, ask your practice’s IT to bring the earlier keychain back.',
  },
  'recovery-key-mistyped': {
    what: 'The recovery key is not typed as it is printed',
    safe: 'Nothing was changed.',
    next: 'Compare it with the paper, group by group, then try again.',
  },
  'last-way': {
    what: 'This is needed to open the vault',
    safe: 'Nothing was changed.',
    next: 'Add a passphrase or a recovery key first. The keychain alone can be lost with this computer.',
  },
  'save-failed': {
    what: 'The file could not be put there',
    safe: 'It is still here, and nothing was changed there.',
    next: 'Save it in another folder.',
  },
  'server-unset': {
    what: 'No server has been chosen yet',
    safe: 'Your clients and notes are on this computer, unchanged.',
    next: 'Open Settings and enter the address of your practice’s server.',
  },
} as const satisfies Record<ErrorCode, ErrorWords>;
