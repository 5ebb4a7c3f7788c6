import type { Bytes } from '../../base/bytes.ts';
import { parseHeader, type SFrameHeader } from '../sframe/header.ts';
import { openSFrame, sealSFrame } from '../sframe/sframe.ts';
import type { SFrameKey } from '../sframe/sframe-key.ts';
import { clearSize, codecs, type FrameCodec } from './clear-bytes.ts';
import { contexts, type FrameContext } from './kid.ts';

// e2ee.md, Frames. On the wire: clear bytes ‖ SFrame header ‖ ciphertext ‖ tag, with the SFrame metadata
// u8 codec ‖ u8 kind ‖ clear bytes. Not SSRC, sequence or timestamp: the SFU rewrites them.

/** What a frame is, as both ends know it from the track it belongs to. */
export interface FrameKind {
  readonly codec: FrameCodec;
  readonly context: FrameContext;
}

/** Seals an encoded frame under a counter that was never used with this key. @returns null when it is too short. */
export function sealFrame(
  key: SFrameKey,
  ctr: number,
  kind: FrameKind,
  frame: Bytes,
): Promise<Bytes> | null {
  const size = clearSize(kind.codec, frame);
  if (size === null) return null;
  const clear = frame.subarray(0, size);
  return sealSFrame(key, ctr, metadataOf(kind, clear), frame.subarray(size), clear);
}

/** A received frame taken apart, before any key is looked up. */
export interface SealedFrame {
  readonly clear: Bytes;
  readonly header: SFrameHeader;
  /** Header ‖ ciphertext ‖ tag. */
  readonly sframe: Bytes;
}

/** Takes a received frame apart. @returns null when it is too short or its header is not canonical. */
export function parseFrame(codec: FrameCodec, frame: Bytes): SealedFrame | null {
  const size = clearSize(codec, frame);
  const header = size === null ? null : parseHeader(frame, size);
  if (size === null || !header) return null;
  return { clear: frame.subarray(0, size), header, sframe: frame.subarray(size) };
}

/** Opens a frame to what the encoder made. @returns null when it does not authenticate. */
export function openFrame(
  key: SFrameKey,
  kind: FrameKind,
  { clear, header, sframe }: SealedFrame,
): Promise<Bytes | null> {
  return openSFrame(key, header, metadataOf(kind, clear), sframe, clear);
}

function metadataOf({ codec, context }: FrameKind, clear: Bytes): Bytes {
  const metadata = new Uint8Array(2 + clear.length);
  metadata[0] = codecs[codec];
  metadata[1] = contexts[context] + 1;
  metadata.set(clear, 2);
  return metadata;
}
