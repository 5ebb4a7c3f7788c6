import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  icnsOf,
  icoOf,
  iconSizesPx,
  linuxSizesPx,
  type IconPicture,
} from '../../../tools/icons/icon-files.ts';

const icons = join(import.meta.dirname, '../../../assets/icons');
const apps = ['therapist', 'guest'];

const pngMagic = '89504e470d0a1a0a';

/** Width and height, as the PNG itself has them. */
function sizeOf(png: Buffer): readonly number[] {
  expect(png.toString('hex', 0, 8)).toBe(pngMagic);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

/** The pictures of an `.icns`, read anew. */
function entriesOfIcns(file: Buffer): readonly (readonly [string, Buffer])[] {
  expect(file.toString('latin1', 0, 4)).toBe('icns');
  expect(file.readUInt32BE(4)).toBe(file.length);
  const entries: [string, Buffer][] = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    const end = at + file.readUInt32BE(at + 4);
    entries.push([file.toString('latin1', at, at + 4), file.subarray(at + 8, end)]);
  }
  return entries;
}

/** The pictures of an `.ico`, with the size that its table says. */
function entriesOfIco(file: Buffer): readonly (readonly [number, Buffer])[] {
  expect(file.toString('hex', 0, 4)).toBe('00000100');
  return Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index;
    const offset = file.readUInt32LE(at + 12);
    const png = file.subarray(offset, offset + file.readUInt32LE(at + 8));
    return [file[at] === 0 ? 256 : (file[at] ?? -1), png] as const;
  });
}

describe.each(apps)('the icons of %s', (app) => {
  it('have every size that a Linux desktop looks for', () => {
    const names = linuxSizesPx.map((size) => `${String(size)}x${String(size)}.png`);
    expect(readdirSync(join(icons, app)).toSorted()).toEqual(names.toSorted());
    for (const size of linuxSizesPx) {
      const png = readFileSync(join(icons, app, `${String(size)}x${String(size)}.png`));
      expect(sizeOf(png)).toEqual([size, size]);
    }
  });

  it('are a whole .icns with a picture of 1,024 px', () => {
    const entries = entriesOfIcns(readFileSync(join(icons, `${app}.icns`)));
    const sizes = Object.fromEntries(entries.map(([type, png]) => [type, sizeOf(png)[0]]));
    expect(sizes).toMatchObject({ icp4: 16, ic11: 32, ic08: 256, ic14: 512, ic10: 1024 });
  });

  it('are a whole .ico with a picture of 256 px', () => {
    const entries = entriesOfIco(readFileSync(join(icons, `${app}.ico`)));
    for (const [said, png] of entries) expect(sizeOf(png)).toEqual([said, said]);
    expect(entries.map(([size]) => size)).toContain(256);
  });
});

describe('both icons', () => {
  it('are not the same: somebody may have both apps', () => {
    const [one, other] = apps.map((app) => readFileSync(join(icons, app, '64x64.png')));
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(false);
  });
});

describe('an icon file', () => {
  it('is not made when a size is missing', () => {
    const pictures: IconPicture[] = iconSizesPx
      .filter((sizePx) => sizePx !== 256)
      .map((sizePx) => ({ sizePx, png: new Uint8Array(8) }));
    expect(() => icnsOf(pictures)).toThrow('256 px');
    expect(() => icoOf(pictures)).toThrow('256 px');
  });
});
