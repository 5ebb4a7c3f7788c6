import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** One hash over the names and contents of files, and of every file below folders; paths are relative to `root`. */
export function hashInputs(root: string, inputs: readonly string[]): string {
  const files = inputs.flatMap((input) =>
    statSync(join(root, input)).isDirectory()
      ? readdirSync(join(root, input), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      : [input],
  );
  const hash = createHash('sha256');
  for (const file of files.toSorted()) {
    const content = createHash('sha256').update(readFileSync(join(root, file)));
    hash.update(`${file}\0${content.digest('hex')}\0`);
  }
  return hash.digest('hex');
}
