import { concatBytes, type Bytes } from '../../../src/base/bytes.ts';
import type { RtpPacket } from './rtp-packet.ts';
import { readVp8Payload } from './vp8-payload.ts';

/** Makes of the packets of one track what its encoder, or its sealing, had made. */
export interface FrameAssembler {
  /** @returns the frame that this packet completes; null while there is none */
  take(packet: RtpPacket): Bytes | null;
}

/** Every packet of Opus is a frame (RFC 7587 §4.2). */
export const soundAssembler: FrameAssembler = {
  take: ({ payload }) => (payload.length === 0 ? null : concatBytes(payload)),
};

/** Pictures, each from its first packet to the marked one. A picture with a gap is left out. */
export function pictureAssembler(): FrameAssembler {
  let parts: Uint8Array[] | null = null;
  let nextSequence = 0;
  return {
    take({ sequence, isLast, payload }) {
      const part = readVp8Payload(payload);
      // An empty packet is what a bandwidth probe sends.
      if (!part) return null;
      if (part.isFirst) parts = [];
      else if (sequence !== nextSequence) parts = null;
      nextSequence = (sequence + 1) % 65_536;
      parts?.push(part.data);
      if (!isLast || !parts) return null;
      const frame = concatBytes(...parts);
      parts = null;
      return frame;
    },
  };
}
