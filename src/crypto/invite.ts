import { fromBase64Url, toBase64Url } from '../base/base64url.ts';
import { equalBytes, type Bytes } from '../base/bytes.ts';
import { SecretBytes } from '../base/secret-bytes.ts';
import { isAllowedServerUrl, parseUrl } from '../base/server-origin.ts';
import { hkdfSha256, sha256 } from './hkdf.ts';

// e2ee.md, "Invite": https://HOST/j/ROOM#1.SECRET.FP

const version = '1';
const roomSizeBytes = 16;
const secretSizeBytes = 32;
const fingerprintSizeBytes = 16;
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
  const secret = invite.secret.expose(toBase64Url);
  const fingerprint = toBase64Url(invite.therapistFingerprint);
  return `${invite.serverOrigin}/j/${invite.room}#${version}.${secret}.${fingerprint}`;
}

/**
 * Reads an https link strictly (http only on loopback, for development): no query, no credentials, nothing after the
 * three parts of the fragment.
 * @returns null when it is not such a link.
 */
export function parseInviteLink(link: string): Invite | null {
  const url = parseUrl(link);
  if (
    !url ||
    !isAllowedServerUrl(url) ||
    url.search !== '' ||
    url.username !== '' ||
    url.password !== ''
  ) {
    return null;
  }
  const room = /^\/j\/([A-Za-z0-9_-]{22})$/u.exec(url.pathname)?.[1];
  const [number, secretText, fingerprintText, ...rest] = url.hash.slice(1).split('.');
  const secret = fromBase64Url(secretText ?? '');
  const fingerprint = fromBase64Url(fingerprintText ?? '');
  if (room === undefined || fromBase64Url(room)?.length !== roomSizeBytes) return null;
  if (number !== version || rest.length > 0) return null;
  if (secret?.length !== secretSizeBytes || fingerprint?.length !== fingerprintSizeBytes)
    return null;
  return {
    serverOrigin: url.origin,
    room,
    secret: new SecretBytes(secret),
    therapistFingerprint: fingerprint,
  };
}

/** What the guest shows to the server to take its seat; the server knows only its SHA-256. */
export async function deriveAdmission(secret: SecretBytes): Promise<Bytes> {
  return secret.expose((ikm) => hkdfSha256(ikm, derivationSalt, 'admission', 32));
}

/** The first 16 bytes of SHA-256 over an Ed25519 public key. */
export async function fingerprintOf(identityPublicKey: Bytes): Promise<Bytes> {
  return (await sha256(identityPublicKey)).slice(0, fingerprintSizeBytes);
}

/** True when `identityPublicKey` is the one that the invite names. */
export async function matchesFingerprint(
  invite: Invite,
  identityPublicKey: Bytes,
): Promise<boolean> {
  return equalBytes(await fingerprintOf(identityPublicKey), invite.therapistFingerprint);
}
