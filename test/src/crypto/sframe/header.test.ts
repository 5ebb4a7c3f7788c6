import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../../../src/base/bytes.ts';
import { encodeHeader, parseHeader } from '../../../../src/crypto/sframe/header.ts';
import { bytes } from '../../../support/hex.ts';

const field = fc.oneof(
  fc.bigInt({ min: 2n ** 48n, max: 2n ** 64n - 1n }),
  fc.integer({ min: 0, max: 2 ** 48 - 1 }),
  fc.integer({ min: 0, max: 300 }),
);

describe('SFrame header', () => {
  it('reads back what it wrote, wherever it lies', () => {
    fc.assert(
      fc.property(field, field, fc.uint8Array({ maxLength: 4 }), (kid, ctr, before) => {
        const header = encodeHeader(kid, ctr);
        const read = parseHeader(concatBytes(before, header), before.length);
        expect(read).toEqual({ kid, ctr, sizeBytes: header.length });
      }),
    );
  });

  it('has one encoding per pair of values', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 20 }), (random) => {
        const read = parseHeader(random);
        if (!read) return;
        const canonical = encodeHeader(read.kid, read.ctr);
        expect([...random.subarray(0, read.sizeBytes)]).toEqual([...canonical]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['nothing', ''],
    ['a KID cut short', '80'],
    ['a counter cut short', '0901'],
    ['a KID of one byte that fits the config byte', '8007'],
    ['a counter of one byte that fits the config byte', '0800'],
    ['a KID with a leading zero', '900001'],
    ['a counter with a leading zero', '0900ff'],
    ['a counter of eight bytes with a leading zero', '0f00ffffffffffffff'],
  ])('refuses %s', (_what, encoded) => {
    expect(parseHeader(bytes(encoded))).toBeNull();
  });

  it('refuses to encode what 64 bits do not hold', () => {
    expect(() => encodeHeader(2n ** 64n, 0)).toThrow(RangeError);
    expect(() => encodeHeader(0, -1)).toThrow(RangeError);
  });
});
