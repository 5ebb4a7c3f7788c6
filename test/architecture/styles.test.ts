import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './import-graph.ts';

describe('styles', () => {
  it('have a file name of their own: classes are called by it', () => {
    const names = globSync('renderer/**/*.module.css', { cwd: projectRoot }).map((file) =>
      basename(file),
    );
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('move nothing for ever but the ring of a short wait: a call has pictures to draw', () => {
    const forEver = /\binfinite\b|requestAnimationFrame/u;
    const files = globSync('renderer/**/*.{css,ts,tsx}', {
      cwd: projectRoot,
      exclude: ['renderer/gallery/**'],
    });
    expect(
      files.filter((file) => forEver.test(readFileSync(join(projectRoot, file), 'utf8'))),
    ).toEqual(['renderer/ui/feedback/loading.module.css']);
  });
});
