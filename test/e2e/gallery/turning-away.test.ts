import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGallery } from '../../../tools/gallery/build-gallery.ts';
import { serveGallery, type GalleryServer } from '../../../tools/gallery/gallery-server.ts';
import { lenses, walkGallery } from '../../../tools/gallery/gallery-walk.ts';

const executablePath = process.env['QUIETROOM_CHROMIUM'] ?? '/usr/bin/chromium';

describe.skipIf(!existsSync(executablePath))('the key that turns away, in Chromium', () => {
  let server: GalleryServer;

  beforeAll(async () => {
    server = await serveGallery(await buildGallery());
  });

  afterAll(() => {
    server.close();
  });

  function lookAt(only: readonly string[], look: (page: Page, view: string) => Promise<void>) {
    const { origin } = server;
    return walkGallery({ executablePath, origin, lenses: lenses.slice(0, 1), only, look });
  }

  it('takes the first face away, which is drawn outside of the screens and covers the waiting room, before anything else is painted', async () => {
    const seen: unknown[] = [];
    await lookAt(['guest-first-face'], async (page) => {
      seen.push(
        await page.evaluate(async () => {
          const pictures = (which: string): number =>
            [...document.querySelectorAll(which)].filter((one) => one.checkVisibility()).length;
          const before = pictures('[aria-hidden] > video');
          // A press on the way out of the waiting room below would leave without a question.
          const out = document.querySelector('button')?.getBoundingClientRect();
          const hit = document.elementFromPoint(
            out ? out.x + out.width / 2 : 0,
            out ? out.y + out.height / 2 : 0,
          );
          const isOutCovered = hit?.closest('[aria-hidden]') !== null;
          const key = new KeyboardEvent('keydown', { key: 'F8', bubbles: true });
          document.body.dispatchEvent(key);
          // React draws what is urgent before the task ends.
          await Promise.resolve();
          return { before, isOutCovered, after: pictures('video') };
        }),
      );
      // The page that is loaded late is there in its place, and a second key leads back.
      await page.getByRole('textbox').waitFor();
      await page.keyboard.press('F8');
      await page.locator('[aria-hidden] > video').waitFor();
    });
    expect(seen).toEqual([{ before: 1, isOutCovered: true, after: 0 }]);
  });

  it('is heard wherever the focus is: on every button, in every field and dialog', async () => {
    const views = [
      'guest-check',
      'guest-relay-asking',
      'guest-leaving',
      'guest-talk-file',
      'therapist-talk-messages',
      'therapist-call-devices',
    ];
    const heard: [string, number][] = [];
    const deaf: string[] = [];
    await lookAt(views, async (page, view) => {
      const { all, lost } = await page.evaluate(() => {
        const found = [
          ...document.querySelectorAll<HTMLElement>(
            'button, input, textarea, select, a[href], [tabindex], [role=dialog]',
          ),
        ];
        // A key that does nothing, so that the screen stays as it is.
        const isHeardAt = (one: HTMLElement): boolean => {
          const key = new KeyboardEvent('keydown', { key: 'F7', bubbles: true, composed: true });
          let isHeard = false;
          const hear = (): void => {
            isHeard = true;
          };
          window.addEventListener('keydown', hear, { once: true });
          one.focus();
          one.dispatchEvent(key);
          window.removeEventListener('keydown', hear);
          return isHeard;
        };
        return {
          all: found.length,
          lost: found.filter((one) => !isHeardAt(one)).map((one) => one.outerHTML.slice(0, 80)),
        };
      });
      heard.push([view, all]);
      deaf.push(...lost.map((one) => `${view}: ${one}`));
    });
    expect(heard.map(([view]) => view).toSorted()).toEqual(views.toSorted());
    for (const [, count] of heard) expect(count).toBeGreaterThan(2);
    expect(deaf).toEqual([]);
  });
});
