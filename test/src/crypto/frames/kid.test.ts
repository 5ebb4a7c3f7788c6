import { describe, expect, it } from 'vitest';
import { epochSlot, kidOf, slotOfKid } from '../../../../src/crypto/frames/kid.ts';

describe('KID layout', () => {
  it('is context, leaf, epoch from the top', () => {
    expect(kidOf('audio', 0, 0n)).toBe(0);
    expect(kidOf('camera', 2, 3n)).toBe(0x123);
    expect(kidOf('screen-audio', 15, 0x5fn)).toBe(0x3ff);
  });

  it('gives its epoch slot back', () => {
    expect(slotOfKid(kidOf('screen', 7, 21n))).toBe(epochSlot(21n));
  });

  it.each([-1, 16, 1.5])('refuses leaf %d', (leaf) => {
    expect(() => kidOf('audio', leaf, 0n)).toThrow(RangeError);
  });
});
