import { globSync } from 'node:fs';
import { basename } from 'node:path';
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
});
