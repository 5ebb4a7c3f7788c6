import type { KeychainState } from '../../../src/contract/vault-security-calls.ts';

/** The keychain of this computer, and what it does with the vault's key. */
export interface ShownKeychain {
  /** In words for people. */
  readonly name: string;
  readonly state: KeychainState | 'checking';
}
