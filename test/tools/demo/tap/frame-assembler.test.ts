import { describe, expect, it } from 'vitest';
import { pictureAssembler, soundAssembler } from '../../../../tools/demo/tap/frame-assembler.ts';
import { bytes } from '../../../support/hex.ts';

describe('soundAssembler', () => {
  it('takes every packet for a frame, and an empty one for none', () => {
    const packet = { sequence: 1, isLast: false, payload: bytes('7801') };
    expect(soundAssembler.take(packet)).toEqual(bytes('7801'));
    expect(soundAssembler.take({ ...packet, payload: bytes('') })).toBeNull();
  });
});

describe('pictureAssembler', () => {
  /** A packet with the descriptor that browsers send: a picture id of two bytes. */
  const packet = (sequence: number, isFirst: boolean, data: string, isLast = false) => ({
    sequence,
    isLast,
    payload: bytes(`${isFirst ? '90' : '80'}8081${'00'}${data}`),
  });

  it('puts a picture together from its packets, over the end of the sequence numbers', () => {
    const assembler = pictureAssembler();
    expect(assembler.take(packet(65_535, true, 'aa'))).toBeNull();
    expect(assembler.take(packet(0, false, 'bb'))).toBeNull();
    expect(assembler.take(packet(1, false, 'cc', true))).toEqual(bytes('aabbcc'));
    expect(assembler.take(packet(2, true, 'dd', true))).toEqual(bytes('dd'));
  });

  it('leaves out a picture with a gap, and goes on with the next one', () => {
    const assembler = pictureAssembler();
    assembler.take(packet(1, true, 'aa'));
    expect(assembler.take(packet(3, false, 'cc', true))).toBeNull();
    expect(assembler.take(packet(4, true, 'dd', true))).toEqual(bytes('dd'));
  });

  it('leaves out a picture whose beginning it has not seen', () => {
    expect(pictureAssembler().take(packet(1, false, 'aa', true))).toBeNull();
  });

  it.each([
    ['nothing more', '10', 'aa'],
    ['a short picture id', '908005', 'aa'],
    ['a long picture id, TL0PICIDX and TID', '90e081050607', 'aa'],
    ['KEYIDX alone', '901007', 'aa'],
  ])('takes off a descriptor with %s', (_what, descriptor, data) => {
    const payload = bytes(descriptor + data);
    expect(pictureAssembler().take({ sequence: 1, isLast: true, payload })).toEqual(bytes(data));
  });

  it('takes a packet with a descriptor alone for none', () => {
    const payload = bytes('908005');
    expect(pictureAssembler().take({ sequence: 1, isLast: true, payload })).toBeNull();
  });
});
