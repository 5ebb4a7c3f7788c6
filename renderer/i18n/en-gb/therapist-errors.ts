import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import type { ErrorWords } from '../error-words.ts';

/** What can go wrong with the vault, its keys and the practice's server: at the therapist's only. */
export const therapistErrors = {
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
    next: 'Choose “Restore from a backup” for your last good one: this vault is then put aside, not deleted. Or look first at what can still be read.',
  },
  'vault-header-damaged': {
    what: 'What opens the vault cannot be read',
    safe: 'Both copies of it are damaged. Your notes are still in the vault’s file, and nothing was deleted.',
    next: 'Restore your last good backup. Keep this vault’s file: if somebody brings back either copy, it opens again.',
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
  'device-unfit': {
    what: 'This computer is not as it has to be for a session',
    safe: 'No session was started, and nobody was let in.',
    next: 'Under Settings, This computer, you find what is missing and what to do about it.',
  },
  'last-way': {
    what: 'This is needed to open the vault',
    safe: 'Nothing was changed.',
    next: 'Add a passphrase or a recovery key first. The keychain alone can be lost with this computer.',
  },
  'way-unsure': {
    what: 'Quietroom cannot tell whether this was changed',
    safe: 'Your clients and notes are safe. The disk does not show what opens the vault now: what did before, or what you have just chosen.',
    next: 'Keep both, on paper or in your head. Try again; if it goes on, check this computer’s disk before you close Quietroom.',
  },
  'server-unset': {
    what: 'No server has been chosen yet',
    safe: 'Your clients and notes are on this computer, unchanged.',
    next: 'Open Settings and enter the address of your practice’s server.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorWords>>;
