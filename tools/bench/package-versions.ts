import { readFileSync } from 'node:fs';
import { z } from 'zod';

const manifest = z.object({ version: z.string() });

/** The installed versions of packages, for the report. */
export function packageVersions(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => {
      const path = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
      return [name, manifest.parse(JSON.parse(readFileSync(path, 'utf8'))).version];
    }),
  );
}
