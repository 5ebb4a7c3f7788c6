import { join, resolve } from 'node:path';
import { build } from 'vite';
import { galleryBuild } from '../../vite/renderer.ts';

/** Builds the gallery into `dist/gallery` and says where that is. It takes a second, so it is always built anew. */
export async function buildGallery(): Promise<string> {
  const root = resolve(import.meta.dirname, '../..');
  const folder = join(root, 'dist/gallery');
  await build(galleryBuild(root, folder));
  return folder;
}
