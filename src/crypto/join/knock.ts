import { concatBytes, utf8, type Bytes } from '../../base/bytes.ts';
import type { Random } from '../../base/ports.ts';
import type { SecretBytes } from '../../base/secret-bytes.ts';
import { openWithNonce, sealWithRandomNonce } from '../aes-gcm.ts';
import { parseExact, u16, u8, type ByteReader } from '../byte-layout.ts';
import { signatureSizeBytes } from '../ed25519.ts';
import { hashSizeBytes } from '../hkdf.ts';

// e2ee.md, Joining 1 and Rejoin. Sealed under the seat's knock key with a random nonce in front and
// AAD = label ‖ room:
//
//   knock:  u8 guest kind ‖ u16 size ‖ report ‖ KeyPackage ‖ commitment(32)
//   rejoin: u8 guest kind ‖ u16 size ‖ report ‖ KeyPackage ‖ identity signature(64)

const knockLabel = 'quietroom/knock/1';
const rejoinLabel = 'quietroom/rejoin/1';

/** How a guest takes part, as it says itself: a browser's code comes from the server. */
const guestKinds = { app: 1, browser: 2 } as const;

export type GuestKind = keyof typeof guestKinds;

/** What a guest reports about its device at the door. Its form is the application's. */
export const maxReportBytes = 1024;

interface Opening {
  readonly guestKind: GuestKind;
  readonly report: Bytes;
  /** A bare MLS KeyPackage, not yet checked. */
  readonly keyPackage: Bytes;
}

/** A first knock: whoever sent it knows the invite. */
export interface Knock extends Opening {
  /** SHA-256(nonce_G ‖ KeyPackage), opened after the join. */
  readonly commitment: Bytes;
}

/** A knock of somebody who was in the session before, signed by the identity key over the therapist's challenge. */
export interface RejoinRequest extends Opening {
  readonly signature: Bytes;
}

export function sealKnock(
  key: SecretBytes,
  room: Bytes,
  knock: Knock,
  random: Random,
): Promise<Bytes> {
  const plaintext = concatBytes(encodeOpening(knock), knock.commitment);
  return key.expose((raw) => sealWithRandomNonce(raw, aad(knockLabel, room), plaintext, random));
}

/** @returns null when it was not sealed by somebody who knows the invite, or is malformed. */
export async function openKnock(
  key: SecretBytes,
  room: Bytes,
  sealed: Bytes,
): Promise<Knock | null> {
  const opened = await open(key, aad(knockLabel, room), sealed, hashSizeBytes);
  return opened && { ...opened.opening, commitment: opened.trailer };
}

export function sealRejoin(
  key: SecretBytes,
  room: Bytes,
  request: RejoinRequest,
  random: Random,
): Promise<Bytes> {
  const plaintext = concatBytes(encodeOpening(request), request.signature);
  return key.expose((raw) => sealWithRandomNonce(raw, aad(rejoinLabel, room), plaintext, random));
}

/** @returns null when it was not sealed by somebody who knows the invite, or is malformed. */
export async function openRejoin(
  key: SecretBytes,
  room: Bytes,
  sealed: Bytes,
): Promise<RejoinRequest | null> {
  const opened = await open(key, aad(rejoinLabel, room), sealed, signatureSizeBytes);
  return opened && { ...opened.opening, signature: opened.trailer };
}

function aad(label: string, room: Bytes): Bytes {
  return concatBytes(utf8(label), room);
}

function encodeOpening({ guestKind, report, keyPackage }: Opening): Bytes {
  if (report.length > maxReportBytes) throw new RangeError('report too large');
  return concatBytes(u8(guestKinds[guestKind]), u16(report.length), report, keyPackage);
}

async function open(
  key: SecretBytes,
  additionalData: Bytes,
  sealed: Bytes,
  trailerSize: number,
): Promise<{ opening: Opening; trailer: Bytes } | null> {
  const plaintext = await key.expose((raw) => openWithNonce(raw, additionalData, sealed));
  return plaintext && parseExact(plaintext, (reader) => readOpening(reader, trailerSize));
}

function readOpening(
  reader: ByteReader,
  trailerSize: number,
): { opening: Opening; trailer: Bytes } | null {
  const kindByte = reader.u8();
  const guestKind = (['app', 'browser'] as const).find((one) => guestKinds[one] === kindByte);
  const reportSize = reader.u16();
  if (!guestKind || reportSize > maxReportBytes) return null;
  const report = reader.bytes(reportSize);
  const keyPackageSize = reader.remaining - trailerSize;
  if (keyPackageSize <= 0) return null;
  const keyPackage = reader.bytes(keyPackageSize);
  return { opening: { guestKind, report, keyPackage }, trailer: reader.bytes(trailerSize) };
}
