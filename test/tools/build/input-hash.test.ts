import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashInputs } from '../../../tools/build/input-hash.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quietroom-hash-'));
  mkdirSync(join(root, 'src', 'deep'), { recursive: true });
  writeFileSync(join(root, 'src', 'deep', 'a.ts'), 'a');
  writeFileSync(join(root, 'lock.json'), '{}');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('hashInputs', () => {
  it('is the same while nothing changes', () => {
    expect(hashInputs(root, ['src', 'lock.json'])).toBe(hashInputs(root, ['src', 'lock.json']));
  });

  it.each<[string, (at: string) => void]>([
    [
      'the content of a file deep down',
      (at) => {
        writeFileSync(join(at, 'src/deep/a.ts'), 'b');
      },
    ],
    [
      'the name of a file',
      (at) => {
        renameSync(join(at, 'src/deep/a.ts'), join(at, 'src/deep/b.ts'));
      },
    ],
    [
      'a new file',
      (at) => {
        writeFileSync(join(at, 'src/new.ts'), '');
      },
    ],
    [
      'a file named by itself',
      (at) => {
        writeFileSync(join(at, 'lock.json'), '{"a":1}');
      },
    ],
  ])('changes with %s', (_what, change) => {
    const before = hashInputs(root, ['src', 'lock.json']);
    change(root);
    expect(hashInputs(root, ['src', 'lock.json'])).not.toBe(before);
  });
});
