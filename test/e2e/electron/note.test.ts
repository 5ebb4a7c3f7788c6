import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { therapist } from '../../../renderer/i18n/en-gb/therapist.ts';
import { ipc } from '../../../src/contract/ipc.ts';
import { TherapistDriver } from '../../../tools/demo/therapist-driver.ts';
import { callBridge, dataOf } from '../../support/call-bridge.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';

const { note } = therapist;

/** Reaches the control with the Tab key alone, and presses Enter on it. */
async function enterByKeyboard(
  page: Page,
  name: string,
  within: Page | Locator = page,
): Promise<void> {
  const button = within.getByRole('button', { name, exact: true });
  await button.waitFor();
  for (let steps = 0; steps < 40; steps += 1) {
    if (await button.evaluate((element) => element === document.activeElement)) {
      await page.keyboard.press('Enter');
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

describe.skipIf(electron === null)(`a note in Electron${electronNote}`, () => {
  const fixture = useElectron();

  it('is written, signed, amended and looked back at, by keyboard', async () => {
    const app = await fixture().launch();
    const { page } = app;
    const driver = new TherapistDriver(page);
    await driver.createVault();
    await driver.addClient('Heron');
    await enterByKeyboard(page, therapist.client.newNote);
    await enterByKeyboard(page, note.start.soap);
    const field = page.getByRole('textbox', { name: note.label, exact: true });
    await page.getByText(/^Saved/u).waitFor();
    const start = await field.inputValue();
    expect(start.split(/\s+/u)).toEqual(['Subjective', 'Objective', 'Assessment', 'Plan', '']);
    await field.fill('Slept badly.');
    await enterByKeyboard(page, note.sign.sign);
    // The safe answer has the focus; Escape is the same.
    await page.getByRole('alertdialog', { name: note.sign.title }).waitFor();
    await page.keyboard.press('Escape');
    const question = page.getByRole('alertdialog', { name: note.sign.title });
    await question.waitFor({ state: 'detached' });
    await enterByKeyboard(page, note.sign.sign);
    await enterByKeyboard(page, note.sign.sign, question);

    const signedAs = page.getByRole('heading', { name: /^Signed/u });
    await signedAs.waitFor();
    await expect
      .poll(async () => signedAs.evaluate((element) => element === document.activeElement))
      .toBe(true);
    expect(await field.count()).toBe(0);
    await page.getByText(/the signature of this note holds/u).waitFor();
    await page.getByRole('textbox', { name: note.amendments.label }).fill('It was Tuesday.');
    await enterByKeyboard(page, note.amendments.add);
    await page.getByText(/^Amendment 1, signed/u).waitFor();

    await enterByKeyboard(page, note.history.open);
    const versions = page.getByRole('list', { name: note.history.title });
    const oldest = versions.getByRole('button').last();
    await oldest.focus();
    await page.keyboard.press('Enter');
    await page.locator('del', { hasText: 'Subjective' }).waitFor();
    await page.locator('ins', { hasText: 'Slept badly.' }).waitFor();
    expect(await page.getByRole('button', { name: note.history.putBack }).count()).toBe(0);

    const { clients } = ipc['client.list'].out.parse(
      dataOf(await callBridge(page, 'client.list', {})),
    );
    const [client] = clients;
    if (!client) throw new Error('no client');
    const { clientId } = client;
    const { notes } = ipc['note.list'].out.parse(
      dataOf(await callBridge(page, 'note.list', { clientId })),
    );
    const [first] = notes;
    if (!first) throw new Error('no note');
    const { noteId } = first;
    const { revision } = ipc['note.read'].out.parse(
      dataOf(await callBridge(page, 'note.read', { noteId })),
    );
    expect(
      await callBridge(page, 'note.save', { noteId, revision, text: 'Slept well.' }),
    ).toMatchObject({ ok: false, error: { code: 'note-signed' } });
    await app.close();
  });
});
