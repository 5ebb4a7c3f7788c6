import type { SecretBytes } from '../../src/base/secret-bytes.ts';

/**
 * Why a keychain call did not work. `unavailable`: there is no keychain, it stays locked, or it did not answer in time;
 * the same call may work later. `refused`: it answered, and said no.
 */
export type KeychainFailure = { readonly outcome: 'unavailable' } | { readonly outcome: 'refused' };

/** `missing` is an answer: the keychain works and holds no such entry. It is never guessed from a failure. */
export type KeychainRead =
  | { readonly outcome: 'found'; readonly secret: SecretBytes }
  | { readonly outcome: 'missing' }
  | KeychainFailure;

type KeychainWrite = { readonly outcome: 'written' } | KeychainFailure;

type KeychainRemoval = { readonly outcome: 'removed' } | KeychainFailure;

/**
 * The operating system's keychain. Calls never block the process, always settle (a person may be asked for a password
 * meanwhile, so it can take a while), and never throw. A keychain is shown to people: entries are named by ids that mean
 * nothing to them.
 */
export interface KeychainPort {
  /** Which keychain this is, in words for people, such as `Secret Service`. */
  readonly name: string;
  read(entryId: string): Promise<KeychainRead>;
  /** Adds the entry or replaces it. */
  write(entryId: string, secret: SecretBytes): Promise<KeychainWrite>;
  /** Takes the entry away; `removed` also when there is none. */
  remove(entryId: string): Promise<KeychainRemoval>;
}
