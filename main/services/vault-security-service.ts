import type { KeychainState, VaultSecurity } from '../../src/contract/vault-security-calls.ts';
import { diskUseOf } from '../vault/disk-use.ts';
import { keychainState, type KeychainStateOptions } from './keychain-state.ts';

/** How well the open vault is kept. */
export interface VaultSecurityService {
  /** @throws AppError vault-locked */
  look(): Promise<VaultSecurity>;
  /** @throws AppError vault-locked */
  checkKeychain(): Promise<KeychainState>;
}

export interface VaultSecurityServiceOptions extends KeychainStateOptions {
  readonly dataFolder: string;
}

export function createVaultSecurityService(
  options: VaultSecurityServiceOptions,
): VaultSecurityService {
  const { vault, keychain, dataFolder } = options;
  return {
    look: async () => {
      vault.use();
      const disk = await diskUseOf(dataFolder);
      const opened = vault.use();
      const last = opened.lastCheck.get();
      return {
        cipher: opened.cipher,
        keychain: keychain.name,
        verified: last && { atMs: last.checkedAtMs, isRight: last.isRight },
        disk,
      };
    },
    checkKeychain: async () => {
      vault.use();
      return keychainState(options);
    },
  };
}
