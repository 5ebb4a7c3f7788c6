import { systemClock } from '../../main/platform/system-clock.ts';
import { systemRandom } from '../../main/platform/system-random.ts';
import { newRecoveryKey } from '../../main/services/new-ways.ts';
import type { BackupWork } from '../../main/vault/backup/backup-work.ts';
import type { OpenVault } from '../../main/vault/open-vault.ts';
import type { Bytes } from '../../src/base/bytes.ts';

/** Goes on at once. */
export const hurriedWork: BackupWork = {
  pause: () => Promise.resolve(),
  progress: () => undefined,
};

/** A recovery key, and the wrap that it opens. */
export interface Paper {
  readonly bytes: Bytes;
  readonly id: Bytes;
}

/** A recovery key comes into force, with its backup key, as the service does it. */
export function giveRecoveryKey(vault: OpenVault): Paper {
  const {
    way,
    backupSecret: secret,
    bytes,
  } = newRecoveryKey({
    random: systemRandom,
    clock: systemClock,
  });
  vault.backups.addKey(way.label, secret);
  vault.keys.put(way);
  return { bytes, id: way.label.id };
}
