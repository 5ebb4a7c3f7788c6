import { fromBase64Url, toBase64Url } from '../base/base64url.ts';
import { equalBytes, type Bytes } from '../base/bytes.ts';
import { SecretBytes } from '../base/secret-bytes.ts';
import { isAllowedServerUrl, parseServerOrigin, parseUrl } from '../base/server-origin.ts';
import { hkdfSha256 } from './hkdf.ts';
import { fingerprintOfKey, fingerprintSizeBytes } from './identity/fingerprint.ts';

// e2ee.md, Invite. For the guest app, and for a browser:
//   quietroom://join/HOST/ROOM#1.SECRET.FP
//   https://HOST/j/ROOM#1.SECRET.FP

const version = '1';
const roomSizeBytes = 16;
const secretSizeBytes = 32;
const derivationSalt = 'quietroom/invite/1';

/** An invite as its link carries it. The secret comes from the fragment, which no browser sends to a server. */
export interface Invite {
  /** Origin of the server that the link names, such as `https://rooms.example`. */
  readonly serverOrigin: string;
  /** The room's id, 16 bytes in base64url as everywhere on the wire. */
  readonly room: string;
  readonly secret: SecretBytes;
  /** First 16 bytes of SHA-256 over the therapist's identity public key. */
  readonly therapistFingerprint: Bytes;
}

/** The https form of the link, for a guest in a browser. */
export function formatInviteLink(invite: Invite): string {
  return `${invite.serverOrigin}/j/${invite.room}#${formatFragment(invite)}`;
}

/** The form of the link that opens the guest app. */
export function formatAppLink(invite: Invite): string {
  const host = invite.serverOrigin.replace(/^https?:\/\//u, '');
  return `quietroom://join/${host}/${invite.room}#${formatFragment(invite)}`;
}

/**
 * Reads an https link strictly (http only on loopback, for development): no query, no credentials, nothing after the
 * three parts of the fragment.
 * @returns null when it is not such a link.
 */
export function parseInviteLink(link: string): Invite | null {
  const url = parseUrl(link);
  if (!url || !isAllowedServerUrl(url) || url.search !== '') return null;
  if (url.username !== '' || url.password !== '') return null;
  const room = /^\/j\/([A-Za-z0-9_-]{22})$/u.exec(url.pathname)?.[1];
  return makeInvite(url.origin, room, url.hash.slice(1));
}

/**
 * Reads a link of the guest app, as strictly. The server is reached by https, or by http on this very machine.
 * @returns null when it is not such a link.
 */
export function parseAppLink(link: string): Invite | null {
  const parts =
    /^quietroom:\/\/join\/([^/?#]{1,255})\/([A-Za-z0-9_-]{22})#([A-Za-z0-9_.-]+)$/u.exec(link);
  const host = parts?.[1] ?? '';
  // Only what the address parser gives back unchanged: no credentials, no default port, no other spelling.
  const origin = [`http://${host}`, `https://${host}`].find(
    (candidate) => parseServerOrigin(candidate) === candidate,
  );
  return origin === undefined ? null : makeInvite(origin, parts?.[2], parts?.[3] ?? '');
}

function formatFragment({ secret, therapistFingerprint }: Invite): string {
  return `${version}.${secret.expose(toBase64Url)}.${toBase64Url(therapistFingerprint)}`;
}

function makeInvite(
  serverOrigin: string,
  room: string | undefined,
  fragment: string,
): Invite | null {
  const [number, secretText, fingerprintText, ...rest] = fragment.split('.');
  const secret = fromBase64Url(secretText ?? '');
  const therapistFingerprint = fromBase64Url(fingerprintText ?? '');
  if (room === undefined || fromBase64Url(room)?.length !== roomSizeBytes) return null;
  if (number !== version || rest.length > 0 || secret?.length !== secretSizeBytes) return null;
  if (therapistFingerprint?.length !== fingerprintSizeBytes) return null;
  return { serverOrigin, room, secret: new SecretBytes(secret), therapistFingerprint };
}

/** What the guest shows to the server to take its seat; the server knows only its SHA-256. */
export async function deriveAdmission(secret: SecretBytes): Promise<Bytes> {
  return secret.expose((ikm) => hkdfSha256(ikm, derivationSalt, 'admission', 32));
}

/** The first 16 bytes of SHA-256 over an Ed25519 public key. */
export function fingerprintOf(identityPublicKey: Bytes): Promise<Bytes> {
  return Promise.resolve(fingerprintOfKey(identityPublicKey));
}

/** True when `identityPublicKey` is the one that the invite names. */
export async function matchesFingerprint(
  invite: Invite,
  identityPublicKey: Bytes,
): Promise<boolean> {
  return equalBytes(await fingerprintOf(identityPublicKey), invite.therapistFingerprint);
}
