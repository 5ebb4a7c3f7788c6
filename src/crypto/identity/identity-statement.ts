import { assertNever } from '../../base/assert-never.ts';
import { concatBytes, utf8, type Bytes } from '../../base/bytes.ts';
import { u64, u8 } from '../byte-layout.ts';

// Everything that a person's long-term identity key signs in a session. Each statement starts with its own label, so
// that a signature for one purpose is worth nothing for another. All fields but the last have a fixed length.

/** Who somebody is in a room. There is one therapist, and it is always at leaf 0. */
export type Role = 'therapist' | 'guest';

/** Roles by their byte. */
export const roles = { therapist: 1, guest: 2 } as const satisfies Record<Role, number>;

/** What a credential says of an MLS leaf (e2ee.md, Joining). */
export interface CredentialClaims {
  readonly role: Role;
  /** Ed25519, 32 bytes. */
  readonly identityKey: Bytes;
  /** 16 bytes. */
  readonly room: Bytes;
  /** Seconds since 1970. */
  readonly notAfterS: number;
}

/** One thing to be signed. Structured, so that whoever holds the key sees what it signs. */
export type IdentityStatement =
  | {
      readonly kind: 'credential';
      readonly claims: CredentialClaims;
      readonly mlsSignatureKey: Bytes;
    }
  | {
      readonly kind: 'rejoin';
      readonly room: Bytes;
      /** The therapist's, 32 random bytes. */
      readonly challenge: Bytes;
      readonly keyPackageRef: Bytes;
    }
  /** `record` is the canonical encoding of an attestation record. */
  | { readonly kind: 'attestation'; readonly record: Bytes };

/** Holds an identity key somewhere (vault, keychain, WebCrypto) and signs with it. */
export interface IdentitySigner {
  readonly publicKey: Bytes;
  sign(statement: IdentityStatement): Promise<Bytes>;
}

const credentialVersion = 1;

/** The bytes that are signed. */
export function encodeStatement(statement: IdentityStatement): Bytes {
  switch (statement.kind) {
    case 'credential':
      return concatBytes(
        utf8('quietroom/credential/1'),
        encodeClaims(statement.claims),
        statement.mlsSignatureKey,
      );
    case 'rejoin':
      return concatBytes(
        utf8('quietroom/rejoin/1'),
        statement.room,
        statement.challenge,
        statement.keyPackageRef,
      );
    case 'attestation':
      return concatBytes(utf8('quietroom/attestation/1'), statement.record);
    default:
      return assertNever(statement, 'encodeStatement');
  }
}

/** The claims as they lie at the start of a credential: u8 version ‖ u8 role ‖ identity key ‖ room ‖ u64 not-after. */
export function encodeClaims({ role, identityKey, room, notAfterS }: CredentialClaims): Bytes {
  return concatBytes(u8(credentialVersion), u8(roles[role]), identityKey, room, u64(notAfterS));
}
