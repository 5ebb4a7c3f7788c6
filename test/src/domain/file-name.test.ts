import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFileName } from '../../../src/crypto/files/file-manifest.ts';
import { savableFileName, sendableFileName } from '../../../src/domain/file-name.ts';

const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('.', '/', '\\', ' ', ':', '\u202e', '\u0000', 'a', '😀') }),
  fc.string({ unit: 'grapheme', minLength: 200, maxLength: 400 }),
);

describe('a file name that is sent', () => {
  it('is one that the other side takes, whatever it was', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(isFileName(sendableFileName(name))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['work sheet.pdf', 'work sheet.pdf'],
    ['C:\\Users\\anna\\list.txt', 'list.txt'],
    ['../../etc/passwd', 'passwd'],
    ['a\u202egpj.exe', 'agpj.exe'],
    ['a\nb\u0000.txt', 'ab.txt'],
    ['e\u0301te\u0301.txt', 'été.txt'],
    ['..', 'file'],
    ['', 'file'],
    ['a/', 'file'],
  ])('is made of %j', (name, expected) => {
    expect(sendableFileName(name)).toBe(expected);
  });

  it('is cut before its ending, between characters', () => {
    const short = sendableFileName(`${'😀'.repeat(100)}.pdf`);
    expect(short).toBe(`${'😀'.repeat(49)}.pdf`);
  });
});

describe('a file name that is offered for saving', () => {
  it('has no path, no dot in front, nothing hidden and nothing that a system cannot have', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const offered = savableFileName(name);
        expect(offered).toMatch(/^[^.\s/\\<>:"|?*\p{C}][^/\\<>:"|?*\p{C}]*$/u);
        expect(offered).not.toMatch(/[.\s]$/u);
        expect(isFileName(offered)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['setup.exe', 'setup.exe'],
    ['.bashrc', 'bashrc'],
    ['...', 'file'],
    ['a.txt...', 'a.txt'],
    ['what?.pdf', 'what_.pdf'],
    ['a:b.txt', 'a_b.txt'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['com1.pdf', '_com1.pdf'],
    ['COM¹.pdf', '_COM¹.pdf'],
    ['common.pdf', 'common.pdf'],
    ['photo.jpg.exe', 'photo_jpg.exe'],
    ['photo.jpg          .exe', 'photo_jpg.exe'],
    ['photo\u2024jpg.exe', 'photo_jpg.exe'],
    ['report.v1.2.pdf', 'report_v1_2.pdf'],
    ['sheets.tar.gz', 'sheets.tar.gz'],
    ['no ending', 'no ending'],
  ])('is made of %j', (name, expected) => {
    expect(savableFileName(name)).toBe(expected);
  });
});
