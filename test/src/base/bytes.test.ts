import { describe, expect, it } from 'vitest';
import { copyBytes } from '../../../src/base/bytes.ts';

describe('copyBytes', () => {
  it.each([0, 1, 160, 2047, 2048, 2049, 4096, 5000])('copies %i bytes and no others', (length) => {
    const source = Uint8Array.from({ length }, (_, at) => at % 251);
    const target = new Uint8Array(length + 12).fill(255);
    copyBytes(source, target, 5);
    expect(target.subarray(0, 5)).toEqual(new Uint8Array(5).fill(255));
    expect(target.subarray(5, 5 + length)).toEqual(source);
    expect(target.subarray(5 + length)).toEqual(new Uint8Array(7).fill(255));
  });

  it.each([10, 5000])('refuses %i bytes where there is no room for them', (length) => {
    const source = new Uint8Array(length);
    expect(() => {
      copyBytes(source, new Uint8Array(length), 1);
    }).toThrow(RangeError);
  });
});
