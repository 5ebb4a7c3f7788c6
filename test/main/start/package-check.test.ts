import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  formatSeal,
  parseSeal,
  sealSizeBytes,
  sha256Hex,
} from '../../../main/start/archive-seal.ts';
import { findDamage, type Damage } from '../../../main/start/package-check.ts';
import { sealArchive, writeAddonHashes } from '../../../tools/dist/package-hashes.ts';

const addon = 'node_modules/addon/prebuilt.node';
const sealed = formatSeal(sha256Hex(Buffer.from('archive')));

describe('a package', () => {
  let folder: string;
  const at = (file: string): string => join(folder, file);

  const write = (file: string, text: string): void => {
    mkdirSync(dirname(at(file)), { recursive: true });
    writeFileSync(at(file), text);
  };
  const remove = (file: string): void => {
    rmSync(at(file));
  };

  const check = (platform: string): Damage | null =>
    findDamage({
      platform,
      executable: at('quietroom'),
      resources: at('resources'),
      readAddonHashes: () => readFileSync(at('app/dist/main/addons.json'), 'utf8'),
      files: {
        read: (path) => readFileSync(path),
        readEnd: (path, sizeBytes) => readFileSync(path).subarray(-sizeBytes),
      },
    });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'quietroom-check-'));
    write('quietroom', 'executable');
    write(`app/${addon}`, 'machine code');
    write('app/dist/main/index.cjs', '');
    write(`resources/app.asar.unpacked/${addon}`, 'machine code');
    write('resources/app.asar', 'archive');
    writeAddonHashes(at('app'), 'dist/main');
    sealArchive({ folder, executable: at('quietroom'), resources: at('resources') });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(['linux', 'win32', 'darwin'])('is whole as it was packed: %s', (platform) => {
    expect(check(platform)).toBeNull();
  });

  it.each([
    ['is another one', 'resources/app.asar', 'Archive'],
    ['has more at its end', 'resources/app.asar', 'archive '],
    ['is gone', 'resources/app.asar', null],
    ['has no seal', 'quietroom', 'executable'],
    ['has a seal that was cut off', 'quietroom', sealed.slice(0, -1)],
  ])('is damaged when its archive %s', (_what, file, text) => {
    if (text === null) remove(file);
    else write(file, text);
    expect(check('linux')).toBe('archive');
  });

  it.each([
    ['is another one', `resources/app.asar.unpacked/${addon}`, 'other code'],
    ['is gone', `resources/app.asar.unpacked/${addon}`, null],
    ['is not listed', 'app/dist/main/addons.json', '{}'],
    ['has a list that is none', 'app/dist/main/addons.json', '['],
    ['has no list', 'app/dist/main/addons.json', null],
  ])('is damaged when its addon %s', (_what, file, text) => {
    if (text === null) remove(file);
    else write(file, text);
    expect([check('linux'), check('win32')]).toEqual(['addon', 'addon']);
  });

  it('is left to the system where that looks after it', () => {
    write('resources/app.asar', 'Archive');
    expect([check('win32'), check('darwin')]).toEqual([null, null]);
    write(`resources/app.asar.unpacked/${addon}`, 'signed code');
    expect(check('darwin')).toBeNull();
  });
});

describe('a seal', () => {
  it('is read as it was written, and has its size', () => {
    expect(parseSeal(Buffer.from(sealed))).toBe(sha256Hex(Buffer.from('archive')));
    expect(sealed).toHaveLength(sealSizeBytes);
  });

  it('is none with a byte that no seal has', () => {
    for (let index = 0; index < sealed.length; index += 1) {
      const flipped = Buffer.from(sealed);
      flipped[index] = (flipped[index] ?? 0) ^ 0x80;
      expect(parseSeal(flipped)).toBeNull();
    }
    expect(parseSeal(new Uint8Array(0))).toBeNull();
  });
});
