import { toBase64Url } from '../../src/base/base64url.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import { ids, type RoomId } from '../../src/contract/ids.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import {
  deriveAdmission,
  parseAppLink,
  parseInviteLink,
  type Invite,
} from '../../src/crypto/invite.ts';
import type { AddressBar } from '../platform/address-bar.ts';
import type { GuestMemoryStore } from '../platform/guest-memory.ts';

/** What leads a guest into a room, from the link or from what this tab remembers of it. */
export interface GuestEntrance {
  readonly serverOrigin: string;
  readonly roomId: RoomId;
  readonly secret: SecretBytes;
  /** First 16 bytes of SHA-256 over the therapist's identity key. */
  readonly therapistFingerprint: Bytes;
  /** The token that the server knows the hash of, derived from the secret. */
  readonly admission: Promise<string>;
  /** From an earlier life of this page, or null. */
  readonly resumeToken: string | null;
}

/**
 * Finds a guest's way in, once, and remembers it for a reload of the page. Where the link comes from is a matter of the
 * page: the address bar of a browser, or the bridge of the app.
 * @returns null when there is no invite
 */
export type ReadEntrance = (memory: GuestMemoryStore) => GuestEntrance | null;

/** Reads the link in the address bar, takes its secret out of there at once, and knows it again after a reload. */
export function entranceByAddress(addressBar: AddressBar): ReadEntrance {
  return (memory) => {
    const href = addressBar.href();
    const invite = parseInviteLink(href);
    addressBar.forgetFragment();
    return invite ? fromInvite(invite, memory) : fromMemory(href, memory);
  };
}

/** Takes the link that the app for clients was opened with. */
export function entranceByLink(link: string): ReadEntrance {
  return (memory) => {
    const invite = parseAppLink(link);
    return invite && fromInvite(invite, memory);
  };
}

function fromInvite(invite: Invite, memory: GuestMemoryStore): GuestEntrance {
  const kept = memory.read();
  const roomId = ids.room.parse(invite.room);
  const secret = invite.secret.expose(toBase64Url);
  // The same link once more in the same tab leads back to the seat; another one is another session.
  const isSame = kept?.roomId === roomId && kept.secret === secret;
  const resumeToken = isSame ? kept.resumeToken : null;
  const account = isSame ? kept.account : null;
  const { therapistFingerprint } = invite;
  memory.write({
    roomId,
    secret,
    therapistFingerprint: toBase64Url(therapistFingerprint),
    resumeToken,
    account,
  });
  return entrance({ ...invite, roomId, resumeToken });
}

function fromMemory(href: string, memory: GuestMemoryStore): GuestEntrance | null {
  const kept = memory.read();
  const url = new URL(href);
  // An address with a fragment that is no invite is a mangled link, and not a reload.
  if (!kept || url.hash !== '' || url.pathname !== `/j/${kept.roomId}`) return null;
  const secret = new SecretBytes(decodeChecked(kept.secret));
  const therapistFingerprint = decodeChecked(kept.therapistFingerprint);
  return entrance({ ...kept, serverOrigin: url.origin, secret, therapistFingerprint });
}

function entrance(known: Omit<GuestEntrance, 'admission'>): GuestEntrance {
  const { serverOrigin, roomId, secret, therapistFingerprint, resumeToken } = known;
  // Derived while the person looks into the camera, so that joining does not wait for it.
  const admission = deriveAdmission(secret).then(toBase64Url);
  return { serverOrigin, roomId, secret, therapistFingerprint, admission, resumeToken };
}
