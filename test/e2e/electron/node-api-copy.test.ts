import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../tools/build/ensure-built.ts';
import { lowerNodeApi } from '../../support/node-api-copy.ts';

const addon = join(
  projectRoot,
  'node_modules/better-sqlite3-multiple-ciphers/prebuilds/linux-x64.node',
);

describe('lowerNodeApi', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-addon-'));
  const copy = join(folder, 'addon.node');

  beforeEach(() => {
    copyFileSync(addon, copy);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const changedBytes = (): number => {
    const before = readFileSync(addon);
    return readFileSync(copy).filter((byte, at) => byte !== before[at]).length;
  };

  it('changes the one declaration for a runtime that knows less', () => {
    expect(lowerNodeApi(copy, 9)).toBe(true);
    expect(changedBytes()).toBe(4);
  });

  it('leaves the copy alone for a runtime that knows enough', () => {
    expect(lowerNodeApi(copy, 10)).toBe(false);
    expect(changedBytes()).toBe(0);
  });

  it('leaves a file alone that declares nothing', () => {
    copyFileSync(process.execPath, copy);
    expect(lowerNodeApi(copy, 1)).toBe(false);
  });
});
