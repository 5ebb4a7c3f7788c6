import { toBase64Url } from '../../src/base/base64url.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import { ids, type RoomId } from '../../src/contract/ids.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import { deriveAdmission, parseInviteLink } from '../../src/crypto/invite.ts';
import type { AddressBar } from '../platform/address-bar.ts';
import type { GuestMemoryStore } from '../platform/guest-memory.ts';

/** What leads a guest into a room, from the link or from what this tab remembers of it. */
export interface GuestEntrance {
  readonly serverOrigin: string;
  readonly roomId: RoomId;
  readonly secret: SecretBytes;
  /** The token that the server knows the hash of, derived from the secret. */
  readonly admission: Promise<string>;
  /** From an earlier life of this page, or null. */
  readonly resumeToken: string | null;
}

/**
 * Reads the link, takes its secret out of the address bar at once, and remembers it for a reload of this tab.
 * @returns null when there is neither a link nor a memory of one for this address
 */
export function readEntrance(
  addressBar: AddressBar,
  memory: GuestMemoryStore,
): GuestEntrance | null {
  const href = addressBar.href();
  const invite = parseInviteLink(href);
  addressBar.forgetFragment();
  const kept = memory.read();
  if (!invite) return fromMemory(href, memory);
  const roomId = ids.room.parse(invite.room);
  const secret = invite.secret.expose(toBase64Url);
  // The same link once more in the same tab leads back to the seat; another one is another session.
  const isSame = kept?.roomId === roomId && kept.secret === secret;
  const resumeToken = isSame ? kept.resumeToken : null;
  memory.write({ roomId, secret, resumeToken });
  return entrance(invite.serverOrigin, roomId, invite.secret, resumeToken);
}

function fromMemory(href: string, memory: GuestMemoryStore): GuestEntrance | null {
  const kept = memory.read();
  const url = new URL(href);
  // An address with a fragment that is no invite is a mangled link, and not a reload.
  if (!kept || url.hash !== '' || url.pathname !== `/j/${kept.roomId}`) return null;
  const secret = new SecretBytes(decodeChecked(kept.secret));
  return entrance(url.origin, kept.roomId, secret, kept.resumeToken);
}

function entrance(
  serverOrigin: string,
  roomId: RoomId,
  secret: SecretBytes,
  resumeToken: string | null,
): GuestEntrance {
  // Derived while the person looks into the camera, so that joining does not wait for it.
  const admission = deriveAdmission(secret).then(toBase64Url);
  return { serverOrigin, roomId, secret, admission, resumeToken };
}
