import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../../src/base/bytes.ts';
import {
  listOf,
  parseExact,
  readList,
  u16,
  u32,
  u64,
  u8,
  type ByteReader,
} from '../../../src/crypto/byte-layout.ts';
import { bytes, hex } from '../../support/hex.ts';

const readAll = (reader: ByteReader) => ({
  a: reader.u8(),
  b: reader.u16(),
  c: reader.u32(),
  d: reader.u53(),
  e: reader.bytes(2),
});

describe('byte layouts', () => {
  it('are big-endian', () => {
    expect(hex(concatBytes(u8(1), u16(2), u32(3), u64(4)))).toBe(
      '01000200000003' + '0000000000000004',
    );
  });

  it('read back what was written', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 0xff }),
        fc.nat({ max: 0xffff }),
        fc.nat({ max: 0xffff_ffff }),
        fc.nat({ max: Number.MAX_SAFE_INTEGER }),
        (a, b, c, d) => {
          const written = concatBytes(u8(a), u16(b), u32(c), u64(d), bytes('0102'));
          expect(parseExact(written, readAll)).toEqual({ a, b, c, d, e: bytes('0102') });
        },
      ),
    );
  });

  it('are refused when a byte is missing or left over', () => {
    const written = concatBytes(u8(1), u16(2), u32(3), u64(4), bytes('0102'));
    expect(parseExact(written, readAll)).not.toBeNull();
    expect(parseExact(written.subarray(1), readAll)).toBeNull();
    expect(parseExact(concatBytes(written, u8(0)), readAll)).toBeNull();
  });

  it('take no 64-bit value that a number does not hold', () => {
    const read = (reader: ByteReader): number => reader.u53();
    expect(parseExact(u64(2n ** 53n - 1n), read)).toBe(Number.MAX_SAFE_INTEGER);
    expect(parseExact(u64(2n ** 53n), read)).toBeNull();
    expect(parseExact(u64(2n ** 53n), (reader) => reader.u64())).toBe(2n ** 53n);
  });

  it('take no list longer than allowed, and none cut short', () => {
    const list = listOf([u8(1), u8(2), u8(3)]);
    const read = (max: number) => (reader: ByteReader) => readList(reader, max, (one) => one.u8());
    expect(parseExact(list, read(3))).toEqual([1, 2, 3]);
    expect(parseExact(list, read(2))).toBeNull();
    expect(parseExact(list.subarray(0, -1), read(3))).toBeNull();
  });

  it('hand out copies: what is read does not change with the message', () => {
    const message = bytes('aabb');
    const read = parseExact(message, (reader) => reader.rest());
    message.fill(0);
    expect(read).toEqual(bytes('aabb'));
  });

  it('a bug in a reader stays a bug', () => {
    expect(() =>
      parseExact(bytes('00'), () => {
        throw new TypeError('mine');
      }),
    ).toThrow('mine');
  });
});
