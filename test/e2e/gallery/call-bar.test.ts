import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { buildGallery } from '../../../tools/gallery/build-gallery.ts';
import { serveGallery } from '../../../tools/gallery/gallery-server.ts';
import { lenses, walkGallery } from '../../../tools/gallery/gallery-walk.ts';

const executablePath = process.env['QUIETROOM_CHROMIUM'] ?? '/usr/bin/chromium';

/** The place in the bar of the button that has the focus; -1 outside of it. */
const focused = (page: Page): Promise<number> =>
  page.evaluate(() =>
    [...document.querySelectorAll('[role=toolbar] button')].indexOf(
      document.activeElement ?? document.body,
    ),
  );

it.skipIf(!existsSync(executablePath))(
  'the bar of a call is one stop for Tab, and arrow keys go from button to button',
  async () => {
    const server = await serveGallery(await buildGallery());
    const ways: number[][] = [];
    const press = async (page: Page, keys: readonly string[]): Promise<void> => {
      const way: number[] = [];
      for (const key of keys) {
        await page.keyboard.press(key);
        way.push(await focused(page));
      }
      ways.push(way);
    };
    try {
      await walkGallery({
        executablePath,
        origin: server.origin,
        lenses: lenses.slice(0, 1),
        only: ['guest-call'],
        look: async (page) => {
          await page.locator('[role=toolbar] button').first().focus();
          await press(page, ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft']);
          await press(page, ['ArrowRight', 'Tab', 'Shift+Tab', 'Shift+Tab']);
          await page.locator('[role=toolbar] button').last().focus();
          await press(page, ['ArrowRight']);
        },
      });
    } finally {
      server.close();
    }
    expect(ways).toEqual([[1, 2, 1, 0, 0], [1, -1, 1, -1], [3]]);
  },
);
