import type { Refusal } from '../../../src/crypto/mls/refused.ts';

/** Why nobody can be let in by a knock, as far as it makes a difference to what the therapist does. */
export type RefusalKind =
  /** The seat belongs to another device: the link went to more than one person. */
  | 'copied'
  | 'revoked'
  /** A clock is wrong: what they sent is over, or is not to be trusted for so long. */
  | 'clock'
  /** The two programs do not fit together. */
  | 'version'
  /** What was good once, sent again. */
  | 'repeated'
  | 'full'
  /** Nothing that our link and our program make. */
  | 'tampered';

const kinds: Readonly<Record<Refusal, RefusalKind>> = {
  'seat-taken': 'copied',
  'not-the-same-device': 'copied',
  'duplicate-identity': 'copied',
  'seat-revoked': 'revoked',
  expired: 'clock',
  'too-long-lived': 'clock',
  'bad-capabilities': 'version',
  'not-in-protocol': 'version',
  'key-package-reused': 'repeated',
  'group-full': 'full',
  'leaf-out-of-range': 'full',
  malformed: 'tampered',
  'not-authentic': 'tampered',
  'bad-credential': 'tampered',
  'wrong-room': 'tampered',
  'wrong-therapist': 'tampered',
  'second-therapist': 'tampered',
  'wrong-psk': 'tampered',
  'wrong-signer': 'tampered',
  'commitment-mismatch': 'tampered',
  // These are of a session that runs, not of a door; should one come up at a door, it is nothing that belongs there.
  'wrong-group': 'tampered',
  'wrong-epoch': 'tampered',
  'unknown-file': 'tampered',
  'not-entitled': 'tampered',
  'too-much': 'tampered',
  'foreign-commit': 'tampered',
  'forbidden-commit': 'tampered',
  'unexpected-welcome': 'tampered',
  'bad-hello': 'tampered',
  'not-newer': 'tampered',
};

/** The words that fit a refusal. A reason that this version does not know is as bad as any. */
export function refusalKind(reason: string): RefusalKind {
  return Object.hasOwn(kinds, reason) ? kinds[reason as Refusal] : 'tampered';
}
