import { describe, expect, it } from 'vitest';
import {
  addNote,
  makeBackupWorld,
  noteOf,
  restoreElsewhere,
} from '../../../support/backup-world.ts';
import { hurriedWork } from '../../../support/recovery-paper.ts';
import { rejectedCode } from '../../../support/rejected-code.ts';

const noonMs = Date.UTC(2026, 10, 26, 12);
const dayMs = 86_400_000;

describe('a vault that was restored on a second computer, and is used on both', () => {
  it('does not take the keys of the other’s clients out of the folder', async () => {
    const { vault, folder, paper } = makeBackupWorld();
    const { name } = await vault.backups.make(noonMs, hurriedWork);
    const second = await restoreElsewhere(folder, name, paper);
    addNote(vault, 2, 'on the first one');
    addNote(second, 3, 'on the second one');
    const last = await vault.backups.make(noonMs + dayMs, hurriedWork);
    // Both keyrings have changed once.
    expect(await rejectedCode(second.backups.make(noonMs + dayMs, hurriedWork))).toBe('conflict');
    const restored = await restoreElsewhere(folder, last.name, paper);
    expect(noteOf(restored, 2)).toBe('on the first one');
  });

  it('backs up there as before while neither knows a client whom the other does not', async () => {
    const { vault, folder, paper } = makeBackupWorld();
    const heron = addNote(vault, 2, 'destroyed on one');
    const { name } = await vault.backups.make(noonMs, hurriedWork);
    const second = await restoreElsewhere(folder, name, paper);
    second.destructions.destroy({ clientId: heron, reason: null });
    const last = await second.backups.make(noonMs + dayMs, hurriedWork);
    const restored = await restoreElsewhere(folder, last.name, paper);
    expect([noteOf(restored, 1), noteOf(restored, 2)]).toEqual(['ardea cinerea', undefined]);
  });
});
