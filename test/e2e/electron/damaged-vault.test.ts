import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { enGb } from '../../../renderer/i18n/en-gb/words.ts';
import { giveTo } from '../../../tools/desktop/ordinary-user.ts';
import { keepRecoveryKey, TherapistDriver } from '../../../tools/demo/therapist-driver.ts';
import { answerFolderDialog } from '../../support/answer-folder-dialog.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';

const { therapist, backups, rescue, vaultSecurity } = enGb;
const pageBytes = 4096;

/** Turns a bit of some pages behind the first ones, which would keep the vault from opening at all. */
function damage(dataFolder: string): void {
  const [name = ''] = readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.db'),
  );
  const path = join(dataFolder, name);
  const bytes = readFileSync(path);
  for (let at = 3 * pageBytes + 100; at < bytes.length; at += 9 * pageBytes) {
    bytes.writeUInt8(bytes.readUInt8(at) ^ 0x40, at);
  }
  writeFileSync(path, bytes);
}

describe.skipIf(electron === null)(`a damaged vault in Electron${electronNote}`, () => {
  const fixture = useElectron();

  it('that opens all the same leads to what can be read, and to a backup', async () => {
    const folder = join(fixture().desktop.home, 'backups');
    mkdirSync(folder);
    giveTo(fixture().user, folder);
    const first = await fixture().launch();
    await answerFolderDialog(first, folder);
    await pressOn(first.page, therapist.vault.absent.create);
    const paper = await keepRecoveryKey(first.page);
    await new TherapistDriver(first.page).addClient('Ash');
    await pressOn(first.page, therapist.nav.settings);
    await pressOn(first.page, vaultSecurity.open);
    await pressOn(first.page, backups.choose);
    await pressOn(first.page, backups.make);
    await first.page.getByText(backups.made).waitFor();
    await first.close();

    damage(first.dataFolder);
    const again = await relaunch(folder, first.dataFolder);
    const { page } = again;
    await pressOn(page, therapist.vault.locked.open);
    await pressOn(page, rescue.offer);
    await pressOn(page, rescue.begin);
    await page.getByRole('heading', { name: rescue.title }).waitFor();
    await pressOn(page, backups.restore.offer);
    await pressOn(page, backups.choose);
    await page.getByLabel(backups.paper.label).fill(paper);
    await pressOn(page, backups.restore.begin);
    await page.getByText('Ash', { exact: true }).waitFor();
    await again.close();
    const names = readdirSync(first.dataFolder, { recursive: true, encoding: 'utf8' });
    expect(names.some((name) => name.includes('aside'))).toBe(true);
  });

  async function relaunch(folder: string, dataFolder: string) {
    const app = await fixture().launch({ dataFolder });
    await answerFolderDialog(app, folder);
    return app;
  }
});

function pressOn(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click();
}
