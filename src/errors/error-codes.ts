/**
 * Every way in which Quietroom fails, as one closed table. The code is the only thing that crosses a boundary;
 * words for people are chosen in the renderer by code. `category`: who can do something about it.
 * `retryable`: the same call may succeed later without anybody changing anything.
 */
export const errorCodes = {
  // Boundaries
  'bad-request': { category: 'bug', retryable: false },
  'too-large': { category: 'user', retryable: false },
  'too-many': { category: 'user', retryable: true },
  'forbidden-sender': { category: 'bug', retryable: false },
  'update-required': { category: 'config', retryable: false },
  'not-found': { category: 'user', retryable: false },
  conflict: { category: 'user', retryable: false },
  internal: { category: 'bug', retryable: false },
  // Signaling and rooms
  unauthorized: { category: 'config', retryable: false },
  'not-enrolled': { category: 'config', retryable: false },
  'invite-invalid': { category: 'user', retryable: false },
  'invite-used': { category: 'user', retryable: false },
  'invite-expired': { category: 'user', retryable: false },
  /** One had a place in the session, and it is not there any more. */
  'place-gone': { category: 'user', retryable: false },
  'not-admitted': { category: 'user', retryable: false },
  refused: { category: 'peer', retryable: false },
  removed: { category: 'peer', retryable: false },
  'room-closed': { category: 'peer', retryable: false },
  'room-full': { category: 'peer', retryable: true },
  'server-full': { category: 'network', retryable: true },
  replaced: { category: 'user', retryable: false },
  'media-failed': { category: 'network', retryable: true },
  'relay-failed': { category: 'network', retryable: true },
  'connection-lost': { category: 'network', retryable: true },
  timeout: { category: 'network', retryable: true },
  // Devices
  'browser-unsupported': { category: 'user', retryable: false },
  'device-denied': { category: 'user', retryable: true },
  'device-missing': { category: 'user', retryable: true },
  'device-busy': { category: 'user', retryable: true },
  'device-unfit': { category: 'config', retryable: false },
  // Vault and keychain
  'vault-absent': { category: 'user', retryable: false },
  'vault-locked': { category: 'user', retryable: true },
  'vault-wrong-key': { category: 'user', retryable: false },
  'vault-damaged': { category: 'config', retryable: false },
  'vault-header-damaged': { category: 'config', retryable: false },
  'vault-newer': { category: 'config', retryable: false },
  'vault-rolled-back': { category: 'config', retryable: false },
  'vault-in-use': { category: 'user', retryable: true },
  'vault-not-encrypted': { category: 'bug', retryable: false },
  'note-signed': { category: 'user', retryable: false },
  'disk-full': { category: 'config', retryable: true },
  'keychain-unavailable': { category: 'config', retryable: true },
  'keychain-refused': { category: 'user', retryable: true },
  'keychain-missing': { category: 'config', retryable: false },
  'keychain-changed': { category: 'config', retryable: false },
  'recovery-key-mistyped': { category: 'user', retryable: false },
  'last-way': { category: 'user', retryable: false },
  'way-unsure': { category: 'config', retryable: true },
  'save-failed': { category: 'user', retryable: true },
  'server-unset': { category: 'config', retryable: false },
} as const satisfies Record<string, { category: ErrorCategory; retryable: boolean }>;

/** Who can act on an error: the person, nobody but time, the other person, whoever set this up, or we. */
export type ErrorCategory = 'user' | 'network' | 'peer' | 'config' | 'bug';

/** A code of the closed table above. */
export type ErrorCode = keyof typeof errorCodes;

/** Narrows an unknown string, for codes that came over a wire. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorCodes, value);
}
