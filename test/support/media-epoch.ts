import { SecretBytes } from '../../src/base/secret-bytes.ts';
import type { MediaEpoch } from '../../src/crypto/frames/epoch-keys.ts';
import { KeyRing } from '../../src/crypto/frames/key-ring.ts';

/** Three people by leaf: the therapist and a couple. */
const trio = [
  { leaf: 0, participant: 'T' },
  { leaf: 1, participant: 'A' },
  { leaf: 2, participant: 'B' },
] as const;

/** An epoch as every member would derive it: the base key depends on group and epoch only. */
export function mediaEpoch(ownLeaf: number, epoch = 1n, groupId = 'group'): MediaEpoch {
  const baseKey = new Uint8Array(32).fill(Number(epoch & 0xffn));
  baseKey.set(new TextEncoder().encode(groupId).subarray(0, 16));
  return { groupId, epoch, ownLeaf, members: trio, baseKey: new SecretBytes(baseKey) };
}

/** A ring in one epoch, sending with it. */
export async function ringOf(ownLeaf: number, epoch = 1n, groupId = 'group'): Promise<KeyRing> {
  const ring = new KeyRing();
  await ring.addEpoch(mediaEpoch(ownLeaf, epoch, groupId));
  ring.sendWith(groupId, epoch);
  return ring;
}
