import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CborValue } from '../../../../src/crypto/cbor/cbor-value.ts';
import { decodeCbor } from '../../../../src/crypto/cbor/decode-cbor.ts';
import { encodeCbor } from '../../../../src/crypto/cbor/encode-cbor.ts';
import { bytes, hex } from '../../../support/hex.ts';

// RFC 8949, appendix A, those of its examples that this part of CBOR has.
const examples: readonly [CborValue, string][] = [
  [0, '00'],
  [1, '01'],
  [10, '0a'],
  [23, '17'],
  [24, '1818'],
  [25, '1819'],
  [100, '1864'],
  [1000, '1903e8'],
  [1_000_000, '1a000f4240'],
  [1_000_000_000_000, '1b000000e8d4a51000'],
  [false, 'f4'],
  [true, 'f5'],
  [null, 'f6'],
  [new Uint8Array(), '40'],
  [bytes('01020304'), '4401020304'],
  ['', '60'],
  ['a', '6161'],
  ['IETF', '6449455446'],
  ['"\\', '62225c'],
  ['ü', '62c3bc'],
  ['水', '63e6b0b4'],
  ['𐅑', '64f0908591'],
  [[], '80'],
  [[1, 2, 3], '83010203'],
  [[1, [2, 3], [4, 5]], '8301820203820405'],
  [
    Array.from({ length: 25 }, (_, i) => i + 1),
    '98190102030405060708090a0b0c0d0e0f101112131415161718181819',
  ],
  [{}, 'a0'],
  [{ a: 1, b: [2, 3] }, 'a26161016162820203'],
  [['a', { b: 'c' }], '826161a161626163'],
  [{ a: 'A', b: 'B', c: 'C', d: 'D', e: 'E' }, 'a56161614161626142616361436164614461656145'],
];

const anyValue = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.nat({ max: Number.MAX_SAFE_INTEGER }),
    fc.string({ unit: 'grapheme' }),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 40 }).map((one) => new Uint8Array(one)),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 5, noNullPrototype: true },
    ),
  ),
})).value;

describe('canonical CBOR', () => {
  it.each(examples)('encodes and reads %j as the RFC does', (value, encoded) => {
    expect(hex(encodeCbor(value))).toBe(encoded);
    expect(decodeCbor(bytes(encoded))).toEqual(value);
  });

  it('sorts keys by their encoding: shorter ones first', () => {
    expect(hex(encodeCbor({ aa: 1, b: 2 }))).toBe('a261620262616101');
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(decodeCbor(encodeCbor(value))).toEqual(value);
      }),
    );
  });

  it('has one encoding per value: what it reads, it writes the same', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (random) => {
        const input = new Uint8Array(random);
        const value = decodeCbor(input);
        if (value === null) return;
        expect(encodeCbor(value)).toEqual(input);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['nothing', ''],
    ['a number in two bytes that fits one', '1817'],
    ['a length in two bytes that fits one', '580101'],
    ['an indefinite length', '5f420102ff'],
    ['a negative number', '20'],
    ['a float', 'f93c00'],
    ['a tag', 'c11a514b67b0'],
    ['undefined', 'f7'],
    ['bytes cut short', '4401'],
    ['something behind the value', '0000'],
    ['a key twice', 'a2616101616102'],
    ['keys out of order', 'a2616201616101'],
    ['a key that is no text', 'a10101'],
    ['text that is no UTF-8', '62c328'],
    ['a number above 2^53', '1b0020000000000001'],
    ['a made-up count', '9affffffff'],
    ['too deep', '81'.repeat(20) + '00'],
    ['a key that objects treat otherwise', 'a1695f5f70726f746f5f5f00'],
  ])('refuses %s', (_what, encoded) => {
    expect(decodeCbor(bytes(encoded))).toBeNull();
  });

  it.each([-1, 1.5, Number.NaN, 2 ** 53])('refuses to encode %d', (value) => {
    expect(() => encodeCbor(value)).toThrow(RangeError);
  });
});
