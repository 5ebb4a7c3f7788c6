import { rmSync } from 'node:fs';
import { equalBytes, type Bytes } from '../../../src/base/bytes.ts';
import { backupsToRemove } from '../../../src/domain/backup-rotation.ts';
import { lookIntoFolder } from './backup-folder.ts';

/**
 * Removes the backups of this vault that need not stay. To be called only after a new one was found whole. What cannot be
 * removed now is removed the next time.
 */
export function rotateBackups(folder: string, vaultId: Bytes, nowMs: number): void {
  try {
    const look = lookIntoFolder(folder);
    if (look.state === 'missing') return;
    const ours = look.backups.flatMap(({ path, head }) =>
      head && equalBytes(head.vaultId, vaultId) ? [{ path, madeAtMs: head.madeAtMs }] : [],
    );
    for (const { path } of backupsToRemove(ours, nowMs)) rmSync(path, { force: true });
  } catch {
    // There is one more than is needed, which harms nobody.
  }
}
