import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SealedForm } from '../../../../tools/demo/tap/sealed-form.ts';
import { concatBytes } from '../../../../src/base/bytes.ts';
import { encodeHeader } from '../../../../src/crypto/sframe/header.ts';
import { kidOf, type FrameContext } from '../../../../src/crypto/frames/kid.ts';

describe('SealedForm', () => {
  /** An Opus frame as it lies on the wire. */
  const sealed = (ctr: number, context: FrameContext = 'audio', epoch = 1n) =>
    concatBytes(
      Uint8Array.of(0x78),
      encodeHeader(kidOf(context, 1, epoch), ctr),
      new Uint8Array(100),
    );

  it('has every sealed frame, over gaps and new keys', () => {
    const form = new SealedForm('opus', 'audio');
    expect([0, 1, 2, 30, 300].map((ctr) => form.has(sealed(ctr)))).not.toContain(false);
    expect(form.has(sealed(0, 'audio', 2n))).toBe(true);
  });

  it('has no frame with a counter that stands still, falls back or leaps', () => {
    const form = new SealedForm('opus', 'audio');
    expect(form.has(sealed(70_000))).toBe(false);
    expect(form.has(sealed(10))).toBe(true);
    expect([10, 9, 5000].map((ctr) => form.has(sealed(ctr)))).toEqual([false, false, false]);
  });

  it('has no frame of another kind of track, and none that is too short', () => {
    const form = new SealedForm('opus', 'audio');
    expect(form.has(sealed(0, 'camera'))).toBe(false);
    expect(form.has(Uint8Array.of(0x78))).toBe(false);
  });

  it('has few of a thousand frames of anything else', () => {
    const form = new SealedForm('opus', 'audio');
    const found = Array.from({ length: 1000 }, () => form.has(new Uint8Array(randomBytes(100))));
    expect(found.filter(Boolean).length).toBeLessThan(100);
  });
});
