import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { parseExact, type ByteReader } from '../byte-layout.ts';
import { publicKeySizeBytes, signatureSizeBytes, verifyEd25519 } from '../ed25519.ts';
import {
  encodeClaims,
  encodeStatement,
  roles,
  type CredentialClaims,
} from './identity-statement.ts';

// e2ee.md, Joining: the identity of an MLS basic credential is
// u8 version ‖ u8 role ‖ identity key(32) ‖ room(16) ‖ u64 not-after (s) ‖ signature(64)

export const roomSizeBytes = 16;

/** A credential as it was read; the signature is not verified yet. */
export interface Credential extends CredentialClaims {
  readonly signature: Bytes;
}

export function encodeCredential(claims: CredentialClaims, signature: Bytes): Bytes {
  return concatBytes(encodeClaims(claims), signature);
}

/** @returns null when it is not exactly a credential of this version. */
export function parseCredential(bytes: Bytes): Credential | null {
  return parseExact(bytes, readCredential);
}

/** Whether the identity key vouches for this MLS signature key under these claims. Says nothing about time or room. */
export function verifyCredential(credential: Credential, mlsSignatureKey: Bytes): boolean {
  const statement = encodeStatement({ kind: 'credential', claims: credential, mlsSignatureKey });
  return verifyEd25519(credential.identityKey, statement, credential.signature);
}

function readCredential(reader: ByteReader): Credential | null {
  if (reader.u8() !== 1) return null;
  const roleByte = reader.u8();
  const role = (['therapist', 'guest'] as const).find((one) => roles[one] === roleByte);
  if (!role) return null;
  return {
    role,
    identityKey: reader.bytes(publicKeySizeBytes),
    room: reader.bytes(roomSizeBytes),
    notAfterS: reader.u53(),
    signature: reader.bytes(signatureSizeBytes),
  };
}
