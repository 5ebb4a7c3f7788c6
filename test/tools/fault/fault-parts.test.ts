import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultParts, readParts } from '../../../tools/fault/fault-parts.ts';

const root = join(import.meta.dirname, '../../..');

describe('the parts of the campaign', () => {
  it('are tests that are there, and leave out none of faults', () => {
    const files: readonly string[] = Object.values(faultParts).flat();
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    const faults = globSync('test/fault/*.test.ts', { cwd: root });
    expect(faults.filter((file) => !files.includes(file))).toEqual([]);
    expect(faults.length).toBeGreaterThan(5);
  });

  it('are all of them unless some are named', () => {
    expect(readParts([])).toEqual(Object.keys(faultParts));
    expect(readParts(['power', 'saves'])).toEqual(['saves', 'power']);
  });

  it('are refused under another name', () => {
    expect(() => readParts(['power', 'toString'])).toThrow('no such part: toString');
  });
});
