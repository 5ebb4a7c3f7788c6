import type { VaultService } from '../../main/services/vault-service.ts';
import type { OpenVault } from '../../main/vault/open-vault.ts';
import { AppError } from '../../src/errors/app-error.ts';

interface WithVault {
  readonly vault: VaultService;
}

/** The log, oldest first: event, what it is about, and how often if more than once. */
export function logOf({ vault }: WithVault): readonly string[] {
  return vault
    .use()
    .audit.after(0, 1000)
    .map(({ event, subject, times, outcome }) =>
      [
        event,
        subject,
        ...(times > 1 ? [String(times)] : []),
        ...(outcome === 'done' ? [] : [outcome]),
      ].join(' '),
    );
}

/** From now on nothing can be put into the log; the returned function mends it. */
export function breakLog({ vault }: WithVault): () => void {
  const { audit } = vault.use() as { audit: { append: OpenVault['audit']['append'] } };
  const real = audit.append;
  audit.append = () => {
    throw new AppError('vault-damaged');
  };
  return () => {
    audit.append = real;
  };
}
