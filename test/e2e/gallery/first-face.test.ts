import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { buildGallery } from '../../../tools/gallery/build-gallery.ts';
import { serveGallery } from '../../../tools/gallery/gallery-server.ts';
import { lenses, walkGallery } from '../../../tools/gallery/gallery-walk.ts';

const executablePath = process.env['QUIETROOM_CHROMIUM'] ?? '/usr/bin/chromium';

it.skipIf(!existsSync(executablePath))(
  'the first face, which is drawn outside of the screens, is gone with the same key, before anything else is painted',
  async () => {
    const server = await serveGallery(await buildGallery());
    const seen: unknown[] = [];
    try {
      await walkGallery({
        executablePath,
        origin: server.origin,
        lenses: lenses.slice(0, 1),
        only: ['guest-first-face'],
        look: async (page) => {
          seen.push(
            await page.evaluate(async () => {
              const pictures = (which: string): number =>
                [...document.querySelectorAll(which)].filter((one) => one.checkVisibility()).length;
              const before = pictures('[aria-hidden] > video');
              const key = new KeyboardEvent('keydown', { key: 'F8', bubbles: true });
              document.body.dispatchEvent(key);
              // React draws what is urgent before the task ends.
              await Promise.resolve();
              return { before, after: pictures('video') };
            }),
          );
          // The page that is loaded late is there in its place, and a second key leads back.
          await page.getByRole('textbox').waitFor();
          await page.keyboard.press('F8');
          await page.locator('[aria-hidden] > video').waitFor();
        },
      });
    } finally {
      server.close();
    }
    expect(seen).toEqual([{ before: 1, after: 0 }]);
  },
);
