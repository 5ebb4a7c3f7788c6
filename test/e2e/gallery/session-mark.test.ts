import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGallery } from '../../../tools/gallery/build-gallery.ts';
import { serveGallery, type GalleryServer } from '../../../tools/gallery/gallery-server.ts';
import { lenses, walkGallery, type WalkOptions } from '../../../tools/gallery/gallery-walk.ts';

const executablePath = process.env['QUIETROOM_CHROMIUM'] ?? '/usr/bin/chromium';

/** Shows what is shown once more, from its beginning, to somebody who does not mind motion. */
async function showWithMotion(page: Page, view: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  for (const id of ['look', view]) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, id);
    await page.locator(`body[data-shows="${id}"]`).waitFor();
  }
  await page.locator('[data-mark]').waitFor();
}

describe.skipIf(!existsSync(executablePath))('the session’s mark in Chromium', () => {
  let server: GalleryServer;

  beforeAll(async () => {
    server = await serveGallery(await buildGallery());
  });

  afterAll(() => {
    server.close();
  });

  async function lookAtCall(look: NonNullable<WalkOptions['look']>): Promise<void> {
    let looked = 0;
    await walkGallery({
      executablePath,
      origin: server.origin,
      lenses: lenses.slice(0, 1),
      only: ['therapist-shield-call-visible'],
      look: async (...shown) => {
        looked += 1;
        await look(...shown);
      },
    });
    expect(looked).toBe(1);
  }

  it('is in the picture, faint, in a corner where nobody wants motion, and not read aloud', async () => {
    await lookAtCall(async (page) => {
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
    });
  });

  it('goes on by steps, and nothing in a call is painted anew by itself', async () => {
    await lookAtCall(async (page, view) => {
      await showWithMotion(page, view);
      const mark = page.locator('[data-mark]');
      const before = await mark.boundingBox();
      await expect.poll(async () => (await mark.boundingBox())?.x).toBeGreaterThan(before?.x ?? 0);
      const running = await page.evaluate(
        () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
      );
      expect(running).toBe(0);
    });
  });
});
