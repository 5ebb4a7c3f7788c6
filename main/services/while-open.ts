import { AppError } from '../../src/errors/app-error.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import type { WorkTools } from './long-work.ts';
import type { VaultAccess } from './vault-service.ts';

/** A step after the vault was locked would be one of another vault, or of none: each pause throws vault-locked then. */
export function whileOpen(vault: VaultAccess, opened: OpenVault, tools: WorkTools): WorkTools {
  return {
    ...tools,
    pause: async () => {
      await tools.pause();
      if (vault.use() !== opened) throw new AppError('vault-locked');
    },
  };
}
