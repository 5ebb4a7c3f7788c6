import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTallyFile } from '../../../main/vault/tally-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('a file of things that are counted', () => {
  const made = () => {
    const path = join(temporaryFolder(), 'tally');
    const magic = 'QRTALLY1';
    const before = createTallyFile({ path, magic, kinds: ['a', 'b'] });
    const now = createTallyFile({ path, magic, kinds: ['a', 'b', 'c'] });
    return { path, before, now };
  };

  it('is read, and gone on with, by a program that counts more kinds', () => {
    const { before, now } = made();
    before.count('b', 1000);
    expect(now.read()).toEqual([{ kind: 'b', times: 1, lastAtMs: 1000 }]);
    now.count('c', 2000);
    now.count('b', 3000);
    expect(now.read()).toEqual([
      { kind: 'b', times: 2, lastAtMs: 3000 },
      { kind: 'c', times: 1, lastAtMs: 2000 },
    ]);
  });

  it('is told to be there, and not how much, by a program that counts fewer', () => {
    const { before, now } = made();
    now.count('a', 1000);
    expect(before.read()).toBeNull();
  });

  it('counts nothing that was cut', () => {
    const { path, now } = made();
    now.count('c', 1000);
    const whole = readFileSync(path);
    for (let size = 0; size < whole.length; size += 1) {
      writeFileSync(path, whole.subarray(0, size));
      expect(now.read()).toBeNull();
    }
  });
});
