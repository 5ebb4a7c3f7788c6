import { describe, expect, it } from 'vitest';
import type { OpenVault } from '../../../../main/vault/open-vault.ts';
import { makeBackupWorld, noteOf, restoreElsewhere } from '../../../support/backup-world.ts';
import { giveRecoveryKey, hurriedWork, type Paper } from '../../../support/recovery-paper.ts';

const noonMs = Date.UTC(2026, 10, 26, 12);
const dayMs = 86_400_000;

/** As the app does it: what the folder is owed, it is paid at once. */
function newPaper(vault: OpenVault): Paper {
  const paper = giveRecoveryKey(vault);
  vault.backups.settleKeyring();
  return paper;
}

describe('a vault that was restored by a paper that is newer than the backup', () => {
  it('goes on being backed up into the same folder, and that paper opens all that lies there', async () => {
    const { vault, folder } = makeBackupWorld();
    const first = await vault.backups.make(noonMs, hurriedWork);
    giveRecoveryKey(vault);
    const second = await vault.backups.make(noonMs + dayMs, hurriedWork);
    const fresh = newPaper(vault);
    vault.close();
    // The keys of the second and of the third paper are not in the first backup.
    const restored = await restoreElsewhere(folder, first.name, fresh);
    expect(restored.backups.state()).toMatchObject({ folder, hasKey: true });
    const third = await restored.backups.make(noonMs + 2 * dayMs, hurriedWork);
    for (const { name } of [first, second, third]) {
      expect(noteOf(await restoreElsewhere(folder, name, fresh), 1)).toBe('ardea cinerea');
    }
    const check = restored.startCheck();
    let outcome = check.step();
    while (!outcome) outcome = check.step();
    expect(outcome.isRight).toBe(true);
  });

  it('keeps the key of a paper that was made while the backup was copied', async () => {
    const { vault, folder } = makeBackupWorld();
    const given: Paper[] = [];
    const first = await vault.backups.make(noonMs, {
      ...hurriedWork,
      progress: (done) => {
        if (done > 0 && given.length === 0) given.push(newPaper(vault));
      },
    });
    const second = await vault.backups.make(noonMs + dayMs, hurriedWork);
    const fresh = newPaper(vault);
    vault.close();
    const restored = await restoreElsewhere(folder, first.name, fresh);
    const third = await restored.backups.make(noonMs + 2 * dayMs, hurriedWork);
    for (const { name } of [first, second, third]) {
      expect(noteOf(await restoreElsewhere(folder, name, fresh), 1)).toBe('ardea cinerea');
    }
  });
});
