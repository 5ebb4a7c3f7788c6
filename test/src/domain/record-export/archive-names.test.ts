import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  archiveNames,
  exportFileName,
} from '../../../../src/domain/record-export/archive-names.ts';

describe('names in an archive', () => {
  it.each([
    ['letter.pdf', 'files/file-0001.pdf'],
    ['Photo.JPEG', 'files/file-0001.jpeg'],
    ['page.html', 'files/file-0001.bin'],
    ['picture.svg', 'files/file-0001.bin'],
    ['photo.jpg.exe', 'files/file-0001.bin'],
    ['no ending', 'files/file-0001.bin'],
    ['../../etc/passwd', 'files/file-0001.bin'],
    ['..\\..\\evil.pdf', 'files/file-0001.pdf'],
    ['/srv/a.p/df', 'files/file-0001.bin'],
    ['a.pdf\u0000.txt/..', 'files/file-0001.bin'],
  ])('of %j is %s', (name, path) => {
    expect(archiveNames.file(1, name)).toBe(path);
  });

  it('never have anything of what somebody called a file', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.string({ unit: 'binary' }), (number, name) => {
        expect(archiveNames.file(number, name)).toMatch(/^files\/file-\d{4,6}\.[a-z0-9]{2,4}$/u);
      }),
    );
  });
});

describe('the name of an export', () => {
  it('is a day, and nothing of whom it is about', () => {
    expect(exportFileName(new Date(2026, 10, 6, 23, 59).getTime())).toBe('export-2026-11-06.age');
  });
});
