import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGallery } from '../../../tools/gallery/build-gallery.ts';
import { serveGallery, type GalleryServer } from '../../../tools/gallery/gallery-server.ts';
import { lenses, phone, walkGallery, type Lens } from '../../../tools/gallery/gallery-walk.ts';

const executablePath = process.env['QUIETROOM_CHROMIUM'] ?? '/usr/bin/chromium';

/**
 * Dark as it is, the largest zoom in light, and the narrowest window; light as it is lies between the last two. `npm run gallery`
 * looks through every one.
 */
const looked: readonly Lens[] = [
  ...lenses.filter(({ name }) => ['dark-100', 'light-200'].includes(name)),
  phone,
];

/** From its beginning, whatever was pressed in it. */
async function showAgain(page: Page, view: string): Promise<void> {
  for (const id of ['look', view]) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, id);
    await page.locator(`body[data-shows="${id}"]`).waitFor();
  }
}

describe.skipIf(!existsSync(executablePath))('the gallery in Chromium', () => {
  let server: GalleryServer;

  beforeAll(async () => {
    server = await serveGallery(await buildGallery());
  });

  afterAll(() => {
    server.close();
  });

  it('has nothing for axe or for us to find, in any view', { timeout: 900_000 }, async () => {
    const seen = await walkGallery({ executablePath, origin: server.origin, lenses: looked });
    expect(seen.length).toBeGreaterThan(80 * looked.length);
    expect(
      seen.flatMap(({ view, lens, findings }) =>
        findings.map((finding) => `${view} (${lens.name}): ${finding}`),
      ),
    ).toEqual([]);
  });

  it('closes a question by Escape and by a press beside it, and not what nothing stops, from which one may lock', async () => {
    const stays = new Map<string, readonly boolean[]>();
    const only = ['therapist-treatment-destroy', 'therapist-treatment-destroying'];
    await walkGallery({
      executablePath,
      origin: server.origin,
      lenses: lenses.slice(0, 1),
      only,
      look: async (page, view) => {
        const dialog = page.getByRole('dialog');
        const after = async (act: () => Promise<unknown>): Promise<boolean> => {
          await showAgain(page, view);
          await dialog.waitFor();
          await act();
          // However long a busy machine takes to close it: only what stays is waited for to the end.
          return dialog.waitFor({ state: 'hidden', timeout: 3000 }).then(
            () => false,
            () => true,
          );
        };
        stays.set(view, [
          await after(() => page.keyboard.press('Escape')),
          await after(() => page.mouse.click(4, 4)),
          await dialog.getByRole('button', { name: 'Cancel' }).isVisible(),
          await dialog.getByRole('button', { name: 'Lock' }).isVisible(),
        ]);
      },
    });
    expect(Array.from(stays)).toEqual([
      ['therapist-treatment-destroy', [false, false, false, false]],
      ['therapist-treatment-destroying', [true, true, false, true]],
    ]);
  });
});
