import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newestBackup } from '../../../main/services/typed-backup-folder.ts';
import { makeBackupWorld, openedKeyring } from '../../support/backup-world.ts';
import { hurriedWork } from '../../support/recovery-paper.ts';

const noonMs = Date.UTC(2026, 10, 26, 12);
const yearMs = 365 * 86_400_000;

describe('the newest backup of a folder', () => {
  it('is the one that was made last, and not one of a clock that was ahead', async () => {
    const { vault, folder, paper } = makeBackupWorld();
    const ahead = await vault.backups.make(noonMs + yearMs, hurriedWork);
    const made = await vault.backups.make(noonMs, hurriedWork);
    const keyring = openedKeyring(folder, paper);
    const { last } = vault.backups.state();
    expect(newestBackup(folder, keyring, last?.name)).toMatchObject({ name: made.name });
    // Another computer does not know, and somebody may have removed it.
    expect(newestBackup(folder, keyring)).toMatchObject({ name: ahead.name });
    rmSync(join(folder, made.name));
    expect(newestBackup(folder, keyring, made.name)).toMatchObject({ name: ahead.name });
  });
});
