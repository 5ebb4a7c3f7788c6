// e2ee.md, Frames: the bytes that stay readable, because the SFU must see a key frame. They are authenticated.

/** Codecs by their byte in the additional data. H264 and AV1 are off: their frames do not survive sealing. */
export const codecs = { opus: 1, vp8: 2, vp9: 3 } as const;

export type FrameCodec = keyof typeof codecs;

const opusTocBytes = 1;
const vp8KeyFrameBytes = 10;
const vp8DeltaFrameBytes = 3;

/**
 * How many bytes at the start of `frame` stay clear. For VP8 the frame itself decides (RFC 7741 §4.3: bit 0 of the
 * first byte is 0 on a key frame), never a type field beside it: sender and receiver then cannot disagree.
 * @returns null when the frame is too short to have them.
 */
export function clearSize(codec: FrameCodec, frame: Uint8Array): number | null {
  const size = wantedClearSize(codec, frame[0]);
  return size !== null && frame.length >= size ? size : null;
}

function wantedClearSize(codec: FrameCodec, firstByte: number | undefined): number | null {
  switch (codec) {
    case 'opus':
      return opusTocBytes;
    case 'vp9':
      return 0;
    case 'vp8':
      if (firstByte === undefined) return null;
      return (firstByte & 1) === 0 ? vp8KeyFrameBytes : vp8DeltaFrameBytes;
  }
}
