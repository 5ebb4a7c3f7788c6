import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../tools/build/ensure-built.ts';

const field = /<(?:TextField|SearchField|MessageField|NoteArea|textarea|input)\b/u;

/** Every file of our screens that has something to type into, as `therapist/search-screen.tsx`, sorted. */
export function filesWithFields(): readonly string[] {
  const screens = join(projectRoot, 'renderer/screens');
  return readdirSync(screens, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tsx'))
    .filter((path) => field.test(readFileSync(join(screens, path), 'utf8')))
    .toSorted();
}
