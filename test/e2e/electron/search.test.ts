import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { search } from '../../../renderer/i18n/en-gb/search.ts';
import { therapist } from '../../../renderer/i18n/en-gb/therapist.ts';
import { ipc } from '../../../src/contract/ipc.ts';
import { TherapistDriver } from '../../../tools/demo/therapist-driver.ts';
import { callBridge, dataOf } from '../../support/call-bridge.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';
import { testId } from '../../support/fake-ids.ts';
import type { NoteId } from '../../../src/contract/ids.ts';

const filler = 'Nothing of note.\n'.repeat(200);

/** Two notes of the only client: one is open and long, one signed and added to. */
async function writeNotes(page: Page): Promise<void> {
  const { clients } = ipc['client.list'].out.parse(
    dataOf(await callBridge(page, 'client.list', {})),
  );
  const [client] = clients;
  if (!client) throw new Error('no client');
  const { clientId } = client;
  let written = 0;
  const write = async (text: string): Promise<string> => {
    written += 1;
    const noteId = testId<NoteId>(written);
    dataOf(await callBridge(page, 'note.create', { noteId, clientId, sessionId: null, text }));
    return noteId;
  };
  await write(`${filler}Dreamt of <b>zeppelins</b> again.\n${filler}`);
  const noteId = await write('Slept well.');
  dataOf(await callBridge(page, 'note.sign', { noteId, revision: 1 }));
  dataOf(
    await callBridge(page, 'note.amend', { noteId, number: 1, text: 'A zeppelin after all.' }),
  );
}

describe.skipIf(electron === null)(`a search in Electron${electronNote}`, () => {
  const fixture = useElectron();

  it('is a key away, leads to the place and back, and is gone when the vault locks', async () => {
    const app = await fixture().launch();
    const { page } = app;
    const driver = new TherapistDriver(page);
    await driver.createVault();
    await driver.addClient('Heron');
    await writeNotes(page);
    const status = page.getByRole('status');
    const focused = (): Promise<string> =>
      page.evaluate(() => document.activeElement?.textContent ?? '');

    await page.keyboard.press('Control+k');
    await page.getByRole('heading', { name: search.title, exact: true }).waitFor();
    await page.keyboard.type('zepp');
    await status.getByText('2 results', { exact: true }).waitFor();
    const rows = page.getByRole('list', { name: search.results }).getByRole('button');
    const note = rows.filter({ hasText: 'Note, today' });
    expect(await note.locator('mark').allInnerTexts()).toEqual(['zeppelins']);
    expect(await note.innerText()).toContain('Dreamt of <b>zeppelins</b> again.');
    await page.keyboard.type(' "dreamt of"');
    await status.getByText('1 result', { exact: true }).waitFor();

    // Enter goes to the results, and Enter opens what is there.
    await page.keyboard.press('Enter');
    expect(await focused()).toContain('Dreamt');
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: therapist.note.label, exact: true });
    await field.waitFor();
    const place = await field.evaluate((area: HTMLTextAreaElement) => ({
      selected: area.value.slice(area.selectionStart, area.selectionEnd),
      isFocused: document.activeElement === area,
      // In the middle of a text of 400 lines; neither its beginning nor its end is in view.
      above: area.scrollTop > area.clientHeight,
      below: area.scrollHeight - area.scrollTop > 2 * area.clientHeight,
    }));
    expect(place).toEqual({ selected: 'Dreamt of', isFocused: true, above: true, below: true });

    await page.getByRole('button', { name: search.results, exact: true }).click();
    await expect.poll(focused).toContain('Dreamt');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('zeppelin');
    await status.getByText('2 results', { exact: true }).waitFor();
    await rows.filter({ hasText: 'Amendment, today' }).click();
    await expect.poll(focused).toBe('zeppelin');

    await page.getByRole('button', { name: search.results, exact: true }).click();
    await rows.first().waitFor();
    await page.keyboard.press('Control+Shift+l');
    await page.getByRole('button', { name: therapist.vault.locked.open, exact: true }).click();
    const empty = page.getByRole('searchbox', { name: search.label });
    await empty.waitFor();
    expect([await empty.inputValue(), await rows.count()]).toEqual(['', 0]);
    const kept = await page.evaluate(() =>
      [localStorage, sessionStorage].map((storage) => Object.entries(storage)),
    );
    expect(JSON.stringify(kept)).not.toMatch(/zeppelin|dreamt|heron/iu);
    // A lock silences the next call, over a reload as well; nothing else is kept.
    expect(kept.map((entries) => entries.length)).toEqual([0, 2]);
    await app.close();
  });
});
