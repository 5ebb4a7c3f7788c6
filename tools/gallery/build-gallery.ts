import { join, resolve } from 'node:path';
import { build } from 'vite';
import { galleryBuild } from '../../vite/renderer.ts';

/** Builds the gallery into `dist/gallery` and says where that is. It takes a second, so it is always built anew. */
export async function buildGallery(): Promise<string> {
  const root = resolve(import.meta.dirname, '../..');
  const folder = join(root, 'dist/gallery');
  // What people get, whoever asks: inside a test run Vite would take React's development build, whose strict mode runs
  // effects twice.
  const asked = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await build(galleryBuild(root, folder));
  } finally {
    if (asked === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = asked;
  }
  return folder;
}
