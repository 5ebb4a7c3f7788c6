import { AppError } from '../../src/errors/app-error.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import type { WorkTools } from './long-work.ts';
import type { VaultAccess } from './vault-service.ts';

/**
 * The vault that is open now, for who uses it again after a pause: in another file, maybe.
 * @throws AppError vault-locked, also of what is returned once it was locked: what is open again may be another one
 */
export function thisOpening(vault: VaultAccess): () => OpenVault {
  const { opening } = vault;
  const use = (): OpenVault => {
    const opened = vault.use();
    if (vault.opening !== opening) throw new AppError('vault-locked');
    return opened;
  };
  use();
  return use;
}

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
