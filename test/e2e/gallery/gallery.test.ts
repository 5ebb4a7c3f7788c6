import { existsSync } from 'node:fs';
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
