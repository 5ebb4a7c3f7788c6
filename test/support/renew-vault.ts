import type { BackupWork } from '../../main/vault/backup/backup-work.ts';
import type { OpenVault } from '../../main/vault/open-vault.ts';
import type { NewWay } from '../../main/vault/vault-keys.ts';
import { hurriedWork } from './recovery-paper.ts';

/** Gives an open vault another key, as the service does it. It must be closed then. */
export async function renewVault(
  vault: OpenVault,
  ways: readonly NewWay[],
  work: BackupWork = hurriedWork,
): Promise<void> {
  const renewal = vault.keys.startRenewal();
  try {
    do await renewal.prepare(work);
    while (!renewal.comeIntoForce(ways));
  } finally {
    renewal.close();
  }
}
