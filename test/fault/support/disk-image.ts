import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a disk holds: the content of each file, and null for each folder, by its path below one of them. Folders come first. */
export type DiskImage = ReadonlyMap<string, Buffer | null>;

/** Puts it into an empty folder. */
export function writeImage(image: DiskImage, target: string): void {
  for (const [path, content] of image) {
    if (content === null) mkdirSync(join(target, path), { recursive: true });
    else writeFileSync(join(target, path), content);
  }
}

/** The same for two images exactly if they are the same. */
export function imageHash(image: DiskImage): string {
  const hash = createHash('sha256');
  for (const path of [...image.keys()].toSorted()) {
    const content = image.get(path) ?? null;
    hash.update(
      `${JSON.stringify(path)} ${content === null ? 'folder' : String(content.length)}\n`,
    );
    if (content !== null) hash.update(content);
  }
  return hash.digest('base64url');
}
