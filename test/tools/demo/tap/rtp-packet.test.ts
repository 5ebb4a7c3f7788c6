import { describe, expect, it } from 'vitest';
import { readRtpPacket } from '../../../../tools/demo/tap/rtp-packet.ts';
import { bytes } from '../../../support/hex.ts';

// version 2 · marker and payload type 101 · sequence 0xfffe · timestamp · source
const rest = 'e5 fffe 00000001 00000002'.replaceAll(' ', '');

describe('readRtpPacket', () => {
  it('reads the fields of a plain packet', () => {
    expect(readRtpPacket(bytes(`80${rest}aabb`))).toEqual({
      sequence: 0xfffe,
      isLast: true,
      payload: bytes('aabb'),
    });
  });

  it('skips contributing sources, the extension and the padding', () => {
    const packet = bytes(`b1${rest}00000003bede0001112233440102${'aabbcc'}000003`);
    expect(readRtpPacket(packet)?.payload).toEqual(bytes('0102aabbcc'));
  });

  it.each([
    ['too short', '80e5fffe'],
    ['of another version', `40${rest}aabb`],
    ['with an extension that ends before it is there', `90${rest}be`],
    ['with more padding than bytes', `a0${rest}aa09`],
  ])('reads nothing from a packet %s', (_what, packet) => {
    expect(readRtpPacket(bytes(packet))).toBeNull();
  });
});
