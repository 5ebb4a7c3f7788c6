import type { KeychainState, VaultSecurity } from '../../src/contract/vault-security-calls.ts';
import { AppError } from '../../src/errors/app-error.ts';
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
      const opened = vault.use();
      const disk = await diskUseOf(dataFolder);
      // It may have been locked meanwhile.
      if (vault.use() !== opened) throw new AppError('vault-locked');
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
