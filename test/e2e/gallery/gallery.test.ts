import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGallery } from '../../../tools/gallery/build-gallery.ts';
import { serveGallery, type GalleryServer } from '../../../tools/gallery/gallery-server.ts';
import { lenses, phone, walkGallery, type Lens } from '../../../tools/gallery/gallery-walk.ts';

const executablePath = process.env['QUIETROOM_CHROMIUM'] ?? '/usr/bin/chromium';

/** Both themes as they are, the largest zoom, and the narrowest window; 125 % lies between them. */
const looked: readonly Lens[] = [
  ...lenses.filter(({ name }) => ['light-100', 'dark-100', 'light-200'].includes(name)),
  phone,
];

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
});
