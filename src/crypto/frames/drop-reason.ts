/**
 * Why a frame was dropped, as a closed set. The first group is the sender's, the second the receiver's. Nothing about
 * a dropped frame ever reaches an encoder's or decoder's other side.
 */
export const dropReasons = [
  /** No key yet: before the first epoch, or after the group was left. */
  'no-send-key',
  /** Sending stopped: nobody confirmed lately that we are in the newest epoch (straggler). */
  'sending-paused',
  /** 2^48 frames under one key. Not reachable in practice; refused all the same. */
  'counter-exhausted',
  /** Shorter than the clear bytes of its codec. */
  'too-short',

  /** Too short for clear bytes and header, or a header that is not canonical. */
  'malformed',
  /** A key id that no epoch in the ring has. */
  'unknown-key',
  /** Our own frame, sent back to us. */
  'own-frame',
  /** A frame of another person or another track than this receiver shows. */
  'wrong-sender',
  /** Seen before. */
  'replayed',
  /** Older than the replay window, or than what its sender reported two beats ago. */
  'too-old',
  /** The tag does not verify. */
  'not-authentic',
] as const;

export type DropReason = (typeof dropReasons)[number];

/** Whether sealing or opening gave bytes or a reason. */
export function isDropped<T extends object>(result: T | DropReason): result is DropReason {
  return typeof result === 'string';
}
