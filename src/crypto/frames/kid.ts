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

const epochBits = 4;
const leafBits = 4;
const epochSlots = 1 << epochBits;

/** The key id of a sender's track in an epoch. @throws RangeError for a leaf that a KID cannot name. */
export function kidOf(context: FrameContext, leaf: number, epoch: bigint): number {
  if (!Number.isInteger(leaf) || leaf < 0 || leaf > maxLeafIndex) {
    throw new RangeError('leaf index out of range');
  }
  return (contexts[context] << (epochBits + leafBits)) | (leaf << epochBits) | epochSlot(epoch);
}

/** The part of an epoch number that a KID carries. Two epochs of one group with the same slot cannot coexist. */
export function epochSlot(epoch: bigint): number {
  return Number(epoch % BigInt(epochSlots));
}

/** The epoch slot of a KID. */
export function slotOfKid(kid: number): number {
  return kid % epochSlots;
}
