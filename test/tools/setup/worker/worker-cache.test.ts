import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  hashRecipe,
  keepWorker,
  workerCache,
} from '../../../../tools/setup/worker/worker-cache.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quietroom-cache-test-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('workerCache', () => {
  const machine = { platform: 'linux', arch: 'x64', env: {}, home: '/h' } as const;

  it('keeps versions, systems and recipes apart', () => {
    const { prebuilt, built } = workerCache(machine, '3.27.1', 'abc');
    const base = '/h/.cache/quietroom/mediasoup-worker/3.27.1-linux-x64';
    expect(prebuilt).toBe(`${base}-prebuilt/mediasoup-worker`);
    expect(built).toBe(`${base}-built-abc/mediasoup-worker`);
  });

  it('names the binary as Windows wants it', () => {
    const { prebuilt } = workerCache({ ...machine, platform: 'win32' }, '3.27.1', 'abc');
    expect(prebuilt).toMatch(/mediasoup-worker\.exe$/u);
  });
});

describe('hashRecipe', () => {
  it('changes with every stand-in and patch, and with nothing else', () => {
    mkdirSync(join(folder, 'patches'));
    mkdirSync(join(folder, 'subprojects/libuv'), { recursive: true });
    writeFileSync(join(folder, 'patches/a.patch'), 'one');
    const before = hashRecipe(folder);
    writeFileSync(join(folder, 'README.md'), 'words');
    expect(hashRecipe(folder)).toBe(before);
    writeFileSync(join(folder, 'subprojects/libuv/meson.build'), 'two');
    const after = hashRecipe(folder);
    expect(after).not.toBe(before);
    writeFileSync(join(folder, 'patches/a.patch'), 'changed');
    expect(hashRecipe(folder)).not.toBe(after);
  });
});

describe('keepWorker', () => {
  it('leaves the binary and nothing half-finished beside it', () => {
    const target = join(folder, 'cache/kind/mediasoup-worker');
    writeFileSync(join(folder, 'built'), 'binary');
    keepWorker(join(folder, 'built'), target);
    expect(readFileSync(target, 'utf8')).toBe('binary');
    expect(readdirSync(dirname(target))).toEqual(['mediasoup-worker']);
  });
});
