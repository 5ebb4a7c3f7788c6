import { toBase64Url } from '../../src/base/base64url.ts';
import type { KeychainState } from '../../src/contract/vault-security-calls.ts';
import type { KeychainPort } from '../ports/keychain-port.ts';
import type { VaultStore } from '../vault/vault-store.ts';
import type { VaultAccess } from './vault-service.ts';

export interface KeychainStateOptions {
  readonly vault: VaultAccess;
  readonly store: Pick<VaultStore, 'ways'>;
  readonly keychain: KeychainPort;
}

/**
 * Asks the keychain for the key of the open vault, and tries whether it fits. A keychain may ask a person meanwhile.
 * @throws AppError vault-locked
 */
export async function keychainState({
  vault,
  store,
  keychain,
}: KeychainStateOptions): Promise<KeychainState> {
  const label = store.ways().find(({ kind }) => kind === 'keychain');
  if (!label) return 'none';
  const read = await keychain.read(toBase64Url(label.id));
  if (read.outcome !== 'found') return read.outcome;
  try {
    return vault.use().keys.opens('keychain', read.secret) ? 'works' : 'changed';
  } finally {
    read.secret.wipe();
  }
}
