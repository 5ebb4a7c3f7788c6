import type { VaultSecurityHandlers } from '../../src/contract/vault-security-calls.ts';
import type { VaultSecurityService } from '../services/vault-security-service.ts';

/** The calls about how well the vault is kept. */
export function vaultSecurityHandlers(security: VaultSecurityService): VaultSecurityHandlers {
  return {
    'vault.security': async () => security.look(),
    'vault.check-keychain': async () => ({ state: await security.checkKeychain() }),
  };
}
