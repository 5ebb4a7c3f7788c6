import type { CiphersuiteImpl } from 'ts-mls/crypto/ciphersuite.js';
import { concatBytes, utf8, type Bytes } from '../../base/bytes.ts';
import { u32, u64 } from '../byte-layout.ts';
import { maxPayloadBytes, type PrivateItem } from './session-message.ts';

// e2ee.md, Messages: MLS messages reach every member, so what is for one is HPKE-sealed to that leaf's key (RFC 9180,
// base mode; the sender is authenticated by the MLS message around it), with
// info = label ‖ group id ‖ u64 epoch ‖ u32 sender leaf ‖ u32 recipient leaf.

const label = 'quietroom/private/1';

/** Between whom, and in which epoch of which group, an item travels. */
export interface ItemRoute {
  readonly groupId: Bytes;
  readonly epoch: bigint;
  readonly sender: number;
  readonly recipient: number;
}

export async function sealPrivateItem(
  suite: CiphersuiteImpl,
  recipientKey: Bytes,
  route: ItemRoute,
  plaintext: Bytes,
): Promise<PrivateItem> {
  if (plaintext.length > maxPayloadBytes) throw new RangeError('payload too large');
  const publicKey = await suite.hpke.importPublicKey(recipientKey);
  const { enc, ct } = await suite.hpke.seal(publicKey, plaintext, infoOf(route));
  return {
    type: 'private',
    recipient: route.recipient,
    kemOutput: new Uint8Array(enc),
    sealed: new Uint8Array(ct),
  };
}

/** @returns null when it was not sealed for this key on this route. */
export async function openPrivateItem(
  suite: CiphersuiteImpl,
  recipientKey: Bytes,
  route: ItemRoute,
  item: PrivateItem,
): Promise<Bytes | null> {
  try {
    const privateKey = await suite.hpke.importPrivateKey(recipientKey);
    const info = infoOf(route);
    return new Uint8Array(await suite.hpke.open(privateKey, item.kemOutput, item.sealed, info));
  } catch {
    return null;
  }
}

function infoOf({ groupId, epoch, sender, recipient }: ItemRoute): Bytes {
  return concatBytes(utf8(label), groupId, u64(epoch), u32(sender), u32(recipient));
}
