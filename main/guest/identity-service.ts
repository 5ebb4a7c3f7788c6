import { toBase64Url } from '../../src/base/base64url.ts';
import { assertNever } from '../../src/base/assert-never.ts';
import { equalBytes, type Bytes } from '../../src/base/bytes.ts';
import type { Clock } from '../../src/base/ports.ts';
import type { DeviceStatement } from '../../src/contract/guest-ipc.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import { parseRecord } from '../../src/crypto/attestation/record.ts';
import { fingerprintOfKey } from '../../src/crypto/identity/fingerprint.ts';
import {
  encodeStatement,
  type IdentityStatement,
} from '../../src/crypto/identity/identity-statement.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { DeviceKey, DeviceKeys } from './device-keys.ts';
import type { InvitedTo } from './opened-link.ts';

/** A credential is for one session: a day, and an hour for a clock that is off. As the therapist's own. */
const credentialMaxAgeS = 25 * 60 * 60;

export interface IdentityService {
  /** @throws AppError not-found for another therapist than the invite's */
  publicKey(therapistFingerprint: Bytes): Promise<Pick<DeviceKey, 'publicKey' | 'standing'>>;
  /** @throws AppError not-found for another therapist, bad-request for a statement that this device does not make */
  sign(
    therapistFingerprint: Bytes,
    statement: DeviceStatement,
  ): Promise<{ readonly publicKey: Bytes; readonly signature: Bytes }>;
}

export interface IdentityServiceOptions {
  readonly keys: DeviceKeys;
  /** The invite in use, or null. */
  readonly invitedTo: () => InvitedTo | null;
  readonly clock: Clock;
}

/**
 * This device's identity, for the therapist and the room of the invite in use. It builds what it signs from fields:
 * there is no way to have it sign bytes of somebody's choosing.
 */
export function createIdentityService(options: IdentityServiceOptions): IdentityService {
  const { keys, clock } = options;
  const invitedBy = (therapistFingerprint: Bytes): InvitedTo => {
    const to = options.invitedTo();
    if (!to || !equalBytes(to.therapistFingerprint, therapistFingerprint)) {
      throw new AppError('not-found');
    }
    return to;
  };
  return {
    publicKey: async (therapistFingerprint) => {
      invitedBy(therapistFingerprint);
      const { publicKey, standing } = await keys.open(therapistFingerprint);
      return { publicKey, standing };
    },
    sign: async (therapistFingerprint, statement) => {
      const to = invitedBy(therapistFingerprint);
      const key = await keys.open(therapistFingerprint);
      const checked = checkedStatement(statement, key.publicKey, to, clock.nowMs());
      if (!checked) throw new AppError('bad-request');
      return { publicKey: key.publicKey, signature: key.sign(encodeStatement(checked)) };
    },
  };
}

/** @returns null for what this device does not say. */
function checkedStatement(
  statement: DeviceStatement,
  identityKey: Bytes,
  to: InvitedTo,
  nowMs: number,
): IdentityStatement | null {
  switch (statement.kind) {
    case 'credential': {
      const { room, notAfterS, mlsSignatureKey } = statement;
      if (room !== to.room || notAfterS > nowMs / 1000 + credentialMaxAgeS) return null;
      return {
        kind: 'credential',
        claims: { role: 'guest', identityKey, room: decodeChecked(room), notAfterS },
        mlsSignatureKey: decodeChecked(mlsSignatureKey),
      };
    }
    case 'rejoin': {
      const { room, challenge, keyPackageRef } = statement;
      if (room !== to.room) return null;
      return {
        kind: 'rejoin',
        room: decodeChecked(room),
        challenge: decodeChecked(challenge),
        keyPackageRef: decodeChecked(keyPackageRef),
      };
    }
    case 'attestation': {
      const record = decodeChecked(statement.record);
      return isOurRecord(record, identityKey, to) ? { kind: 'attestation', record } : null;
    }
    default:
      return assertNever(statement, 'checkedStatement');
  }
}

/** Whether it is a canonical record of this room, by this therapist, with this device as a guest in the app. */
function isOurRecord(bytes: Bytes, identityKey: Bytes, to: InvitedTo): boolean {
  const record = parseRecord(bytes);
  if (!record || toBase64Url(record.room) !== to.room) return false;
  if (!equalBytes(fingerprintOfKey(record.therapist), to.therapistFingerprint)) return false;
  return record.guests.some(
    ({ identity, kind }) => kind === 'app' && equalBytes(identity, identityKey),
  );
}
