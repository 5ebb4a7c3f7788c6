// RFC 9605 §5.2 with E = 4 and S = 4, contexts as in e2ee.md, Frames:
//
//   KID = context (2 bits) ‖ leaf index (4 bits) ‖ low bits of the epoch (4 bits)

/** What a track shows, by its context number. One person sends at most one of each. */
export const contexts = { audio: 0, camera: 1, screen: 2, 'screen-audio': 3 } as const;

export type FrameContext = keyof typeof contexts;

/** Every context, in order of its number. */
export const allContexts = Object.keys(contexts) as readonly FrameContext[];

/** The highest leaf index that a KID can name; a group that needs more is refused. */
export const maxLeafIndex = 15;

const epochBits = 4n;
const leafBits = 4n;

/** The key id of a sender's track in an epoch. @throws RangeError for a leaf that a KID cannot name. */
export function kidOf(context: FrameContext, leaf: number, epoch: bigint): bigint {
  if (!Number.isInteger(leaf) || leaf < 0 || leaf > maxLeafIndex) {
    throw new RangeError('leaf index out of range');
  }
  return (
    (BigInt(contexts[context]) << (epochBits + leafBits)) |
    (BigInt(leaf) << epochBits) |
    BigInt(epochSlot(epoch))
  );
}

/**
 * The part of an epoch number that a KID carries in its own low bits, so that this reads it from either. Two epochs of
 * one group with the same slot cannot coexist.
 */
export function epochSlot(epochOrKid: bigint): number {
  return Number(epochOrKid & ((1n << epochBits) - 1n));
}
