import { assertNever } from '../../src/base/assert-never.ts';
import { invariant } from '../../src/base/invariant.ts';
import type { LockReason } from '../../src/contract/auto-lock-calls.ts';
import type { VaultStatus } from '../../src/contract/ipc.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';

/** Why the vault did not open: each has its own words and its own way out. */
export type VaultProblem = Extract<VaultStatus, { state: 'needs-help' }>['problem'];

export type VaultEvent =
  | {
      readonly kind: 'opened';
      readonly cipher: string;
      readonly keychain: string;
      /** A copy of the header was damaged, and is whole again. */
      readonly isMended: boolean;
      /** Its first run was interrupted, or is under way. */
      readonly owesKit: boolean;
    }
  /** A recovery key is on paper. */
  | { readonly kind: 'kit-kept' }
  | { readonly kind: 'failed'; readonly problem: VaultProblem }
  /** A person decided that what keeps it shut shall not. */
  | { readonly kind: 'accepted' }
  /** `why`: it locked by itself; null: somebody wanted it. */
  | { readonly kind: 'closed'; readonly why: LockReason | null }
  /** Somebody else made a vault, or took it away, while ours was not open. */
  | { readonly kind: 'found' }
  | { readonly kind: 'vanished' }
  /** Another vault is in its place, of which nothing is known yet. */
  | { readonly kind: 'exchanged' };

/** @throws Error for a pair that cannot be: two vaults open at once, or none closed */
export function nextVaultState(state: VaultStatus, event: VaultEvent): VaultStatus {
  const isOpen = state.state === 'open';
  switch (event.kind) {
    case 'opened':
      invariant(!isOpen, 'a vault opens once');
      return {
        state: 'open',
        cipher: event.cipher,
        keychain: event.keychain,
        ...(event.isMended && { mended: true }),
        ...(event.owesKit && { owesKit: true }),
      };
    case 'kit-kept': {
      invariant(state.state === 'open', 'only an open vault owes something');
      const { owesKit: _kept, ...rest } = state;
      return rest;
    }
    case 'failed':
      invariant(!isOpen, 'an open vault does not fail to open');
      return { state: 'needs-help', problem: event.problem };
    case 'accepted':
      invariant(state.state === 'needs-help', 'only a problem is accepted');
      return { state: 'locked' };
    case 'closed':
      invariant(isOpen, 'only an open vault closes');
      return event.why ? { state: 'locked', why: event.why } : { state: 'locked' };
    case 'found':
      invariant(state.state === 'absent', 'only an absent vault is found');
      return { state: 'locked' };
    case 'vanished':
      invariant(!isOpen, 'an open vault does not vanish');
      return { state: 'absent' };
    case 'exchanged':
      invariant(!isOpen, 'an open vault stays where it is');
      return { state: 'locked' };
    default:
      return assertNever(event, 'nextVaultState');
  }
}

const problems: ReadonlySet<string> = new Set<VaultProblem>([
  'vault-damaged',
  'vault-header-damaged',
  'vault-newer',
  'vault-rolled-back',
  'vault-in-use',
  'vault-not-encrypted',
  'disk-full',
  'keychain-unavailable',
  'keychain-refused',
  'keychain-missing',
  'keychain-changed',
  'internal',
]);

/** The problem that an error code stands for; what has no words of its own becomes `internal`. */
export function vaultProblem(code: ErrorCode): VaultProblem {
  return isProblem(code) ? code : 'internal';
}

function isProblem(code: string): code is VaultProblem {
  return problems.has(code);
}
