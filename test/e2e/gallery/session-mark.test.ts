import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGallery } from '../../../tools/gallery/build-gallery.ts';
import { serveGallery, type GalleryServer } from '../../../tools/gallery/gallery-server.ts';
import { lenses, walkGallery } from '../../../tools/gallery/gallery-walk.ts';

const executablePath = process.env['QUIETROOM_CHROMIUM'] ?? '/usr/bin/chromium';

describe.skipIf(!existsSync(executablePath))('the session’s mark in Chromium', () => {
  let server: GalleryServer;

  beforeAll(async () => {
    server = await serveGallery(await buildGallery());
  });

  afterAll(() => {
    server.close();
  });

  it('is in the picture, faint, in a corner where nobody wants motion, and not read aloud', async () => {
    let looked = 0;
    await walkGallery({
      executablePath,
      origin: server.origin,
      lenses: lenses.slice(0, 1),
      only: ['therapist-shield-call-visible'],
      look: async (page) => {
        looked += 1;
        const mark = page.locator('[data-mark]');
        const clip = await mark.boundingBox();
        if (!clip) throw new Error('no mark');
        const seen = await mark.evaluate((element) => ({
          isHidden: element.getAttribute('aria-hidden'),
          opacity: Number(getComputedStyle(element).opacity),
          moves: element.getAnimations().length,
        }));
        expect(seen).toEqual({ isHidden: 'true', opacity: 0.3, moves: 0 });
        const withMark = await page.screenshot({ clip });
        await mark.evaluate((element) => {
          element.style.visibility = 'hidden';
        });
        const without = await page.screenshot({ clip });
        expect(withMark.equals(without)).toBe(false);
        expect((await page.screenshot({ clip })).equals(without)).toBe(true);
      },
    });
    expect(looked).toBe(1);
  });
});
