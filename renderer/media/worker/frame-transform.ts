import type { Bytes } from '../../../src/base/bytes.ts';
import type { MediaSource } from '../../../src/contract/signaling.ts';
import type { FrameCodec } from '../../../src/crypto/frames/clear-bytes.ts';
import { isDropped, type DropReason } from '../../../src/crypto/frames/drop-reason.ts';
import type { FrameSource, KeyRing } from '../../../src/crypto/frames/key-ring.ts';
import type { TrackCounter } from './track-counter.ts';

/** The part of RTCEncodedVideoFrame and RTCEncodedAudioFrame that is touched. */
export interface EncodedFrame {
  data: ArrayBuffer;
}

/** Where a frame goes on, towards the network or the decoder. */
export interface FrameSink {
  enqueue(frame: EncodedFrame): void;
}

/** One frame at a time. What is not enqueued is gone. */
export type FrameTransform = (frame: EncodedFrame, sink: FrameSink) => Promise<void>;

/** Pinned: nothing that travels with a frame decides how it is read. */
const codecOf: Readonly<Record<MediaSource, FrameCodec>> = {
  audio: 'opus',
  'screen-audio': 'opus',
  camera: 'vp8',
  screen: 'vp8',
};

/** Seals our own frames, or drops them. */
export function sealingTransform(
  ring: KeyRing,
  source: MediaSource,
  counter: TrackCounter,
): FrameTransform {
  const kind = { codec: codecOf[source], context: source };
  return async (frame, sink) => {
    const sealed = await ring.seal(kind, new Uint8Array(frame.data));
    passOn(frame, sealed, sink, counter);
  };
}

/**
 * Opens somebody else's frames, or drops them. `participant` says whose track this is, from the roster; null while the
 * therapist has not said which seat is whose: no key fits then.
 */
export function openingTransform(
  ring: KeyRing,
  source: MediaSource,
  participant: () => string | null,
  counter: TrackCounter,
): FrameTransform {
  return async (frame, sink) => {
    const from = participant();
    const pinned: FrameSource | null =
      from === null ? null : { participant: from, context: source };
    const opened = pinned
      ? await ring.open(pinned, codecOf[source], new Uint8Array(frame.data))
      : ('unknown-key' as const);
    passOn(frame, opened, sink, counter);
  };
}

function passOn(
  frame: EncodedFrame,
  result: Bytes | DropReason,
  sink: FrameSink,
  counter: TrackCounter,
): void {
  if (isDropped(result)) {
    counter.drop(result);
    return;
  }
  // `data` takes whole buffers only.
  const isWhole = result.byteLength === result.buffer.byteLength;
  frame.data = isWhole ? result.buffer : result.slice().buffer;
  sink.enqueue(frame);
  counter.pass();
}
