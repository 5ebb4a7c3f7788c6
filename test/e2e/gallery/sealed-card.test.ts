import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGallery } from '../../../tools/gallery/build-gallery.ts';
import { serveGallery, type GalleryServer } from '../../../tools/gallery/gallery-server.ts';
import { lenses, walkGallery } from '../../../tools/gallery/gallery-walk.ts';

const executablePath = process.env['QUIETROOM_CHROMIUM'] ?? '/usr/bin/chromium';

/** The view in which the reason is asked for. */
const asking = 'therapist-card-reason-missing';

describe.skipIf(!existsSync(executablePath))('the sealed card, in Chromium', () => {
  let server: GalleryServer;

  beforeAll(async () => {
    server = await serveGallery(await buildGallery());
  });

  afterAll(() => {
    server.close();
  });

  /** What can be read on the screen, or on paper. */
  const read = (page: Page): Promise<string> => page.evaluate(() => document.body.innerText);

  /** How often the name stands in the page, shown or not. */
  const namesIn = (page: Page): Promise<number> =>
    page.evaluate(() => document.documentElement.outerHTML.split('Annika').length - 1);

  async function onPaper(page: Page): Promise<string> {
    await page.emulateMedia({ media: 'print' });
    const text = await read(page);
    await page.emulateMedia({ media: null });
    return text;
  }

  /** A card that is asked for without a reason, then with one, and closed. */
  async function openAndClose(page: Page): Promise<readonly number[]> {
    const names = [await namesIn(page)];
    /** Whoever uses a keyboard goes on from the card. */
    const isFocusHere = (): Promise<boolean> =>
      page
        .locator('[tabindex="-1"]:focus')
        .getByText('Real name')
        .first()
        .waitFor({ timeout: 5000 })
        .then(
          () => true,
          () => false,
        );
    await page.getByLabel('Reason', { exact: true }).fill('does not answer the phone');
    names.push(await namesIn(page));
    await page.keyboard.press('Enter');
    await page.getByText('The sealed card is open').waitFor();
    expect(await isFocusHere()).toBe(true);
    names.push(await namesIn(page));
    await page.getByRole('button', { name: 'Close the card' }).click();
    await page.getByRole('button', { name: 'Open the card' }).waitFor();
    expect(await isFocusHere()).toBe(true);
    return [...names, await namesIn(page)];
  }

  async function lookAt(
    only: readonly string[],
    look: (page: Page, view: string) => Promise<void>,
  ): Promise<void> {
    const { origin } = server;
    await walkGallery({ executablePath, origin, lenses: lenses.slice(0, 1), only, look });
  }

  it('is alone on the page that is printed, and in the window only while it is open', async () => {
    const papers = new Map<string, string>();
    let names: readonly number[] = [];
    const open = ['therapist-card-open-old', 'therapist-card-session-open'];
    await lookAt([...open, asking], async (page, view) => {
      if (open.includes(view)) papers.set(view, await onPaper(page));
      else names = await openAndClose(page);
    });
    expect([...papers.keys()].toSorted()).toEqual(open);
    for (const text of papers.values()) {
      const lines = text.split('\n').filter((line) => line !== '');
      // A title, three lines for each field, and when it was printed.
      expect(lines).toHaveLength(14);
      expect([lines[0], lines[2]]).toEqual(['Sealed card', 'Annika Lindqvist-Obermeyer']);
      expect(lines.at(-1)).toMatch(/^Printed /u);
      for (const word of ['Heron', 'Clients', 'Close', 'not safe', 'Slept']) {
        expect(text).not.toContain(word);
      }
    }
    expect(papers.get('therapist-card-open-old')).toContain('31 October, not today');
    // Open, it stands on the screen and on the sheet for the paper.
    expect(names).toEqual([0, 0, 2, 0]);
  });

  it('takes what it showed out of a dialog when it closes, and counts typing there as use', async () => {
    const seen = new Map<string, readonly unknown[]>();
    await lookAt([asking], async (page) => {
      const uses = (): Promise<number> =>
        page.evaluate(() => performance.getEntriesByName('card used').length);
      for (const [typed, ...keys] of [
        ['nothing', 'Home'],
        // An undo would bring the name back.
        ['emptied', 'Control+a', 'Delete'],
        ['own words', 'Home', 'D', 'r', ' '],
      ] as const) {
        await page.getByLabel('Reason', { exact: true }).fill('does not answer the phone');
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Replace: Real name' }).click();
        const field = page.getByRole('dialog').getByLabel('Real name');
        await field.waitFor();
        const before = await uses();
        for (const key of keys) await field.press(key);
        const used = (await uses()) - before;
        // As its time does, which nobody waits for here.
        await page.getByText('Close the card').evaluate((label) => {
          label.closest('button')?.click();
        });
        await page.getByText('Open the card').waitFor();
        const isThere = await field.waitFor({ state: 'hidden', timeout: 3000 }).then(
          () => false,
          () => true,
        );
        seen.set(typed, [used, isThere]);
        await page.getByRole('button', { name: 'Open the card' }).click();
      }
    });
    expect([...seen.values()]).toEqual([
      [0, false],
      [1, false],
      [3, false],
    ]);
  });

  it('is put away by who cancels, and loses no words to an answer that comes late', async () => {
    let [putAway, left] = [0, ''];
    await lookAt([asking], async (page) => {
      const times = (): Promise<number> =>
        page.evaluate(() => performance.getEntriesByName('card put away').length);
      const before = await times();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      putAway = (await times()) - before;
      await page.evaluate(() => {
        document.body.dataset['disk'] = 'asleep';
      });
      await page.getByRole('button', { name: 'Replace: Real name' }).click();
      await page.getByRole('dialog').getByLabel('Real name').fill('Annika');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Replace: Where they are today' }).click();
      const field = page.getByRole('dialog').getByRole('textbox');
      await field.fill('at the lake');
      await page.evaluate(() => document.body.dispatchEvent(new Event('disk-wakes')));
      await page.getByText('Saved: Real name').waitFor({ state: 'attached' });
      left = (await field.count()) > 0 ? await field.inputValue() : '';
    });
    expect([putAway, left]).toEqual([1, 'at the lake']);
  });
});
