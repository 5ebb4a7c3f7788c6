import { join } from 'node:path';
import type { Clock } from '../../../src/base/ports.ts';
import { createVaultStore } from '../vault-store.ts';
import type { BackupWork } from './backup-work.ts';
import type { CheckedBackup } from './check-backup.ts';
import { restoreBackup, type RestoreOptions } from './restore-backup.ts';

/**
 * Restores a backup as on another machine, into a place that is removed again, and opens what became of it by the recovery
 * key. @throws as `restoreBackup` does, and whatever opening a vault throws
 */
export async function testBackup(
  options: Omit<RestoreOptions, 'dataFolder'>,
  clock: Clock,
  work: BackupWork,
): Promise<CheckedBackup> {
  const { workFolder, random, ways } = options;
  const dataFolder = join(workFolder, 'restored');
  const checked = await restoreBackup({ ...options, dataFolder }, work);
  const store = createVaultStore({ dataFolder, random, clock });
  for (const { label, secret } of ways) store.open(secret, { way: label.kind }).close();
  return checked;
}
