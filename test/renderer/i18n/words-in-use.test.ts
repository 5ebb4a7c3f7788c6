import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { enGb } from '../../../renderer/i18n/en-gb/words.ts';
import { projectRoot } from '../../architecture/import-graph.ts';

const source = globSync('renderer/{ui,screens,guest,guest-app,therapist}/**/*.{ts,tsx}', {
  cwd: projectRoot,
})
  .map((file) => readFileSync(join(projectRoot, file), 'utf8'))
  .join('\n');

/** Keys that are put together from parts, as patterns. */
const templates = [...source.matchAll(/`([a-z]+\.[^`\s]*\$\{[^`\s]*)`/giu)].map(([, template]) => {
  const pattern = (template ?? '').replaceAll('.', '\\.').replace(/\$\{[^}]*\}/gu, '[^.]+');
  return new RegExp(`^${pattern}$`, 'u');
});

function keysOf(words: object, prefix = ''): readonly string[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? keysOf(value, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  );
}

describe('the words', () => {
  it('are all said somewhere', () => {
    const silent = keysOf(enGb).filter(
      (key) => !source.includes(`'${key}'`) && !templates.some((template) => template.test(key)),
    );
    expect(silent).toEqual([]);
  });
});
