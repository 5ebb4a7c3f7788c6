import { assertNever } from '../../src/base/assert-never.ts';
import { toBase64Url } from '../../src/base/base64url.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import type { DeviceStatement } from '../../src/contract/guest-ipc.ts';
import { ids } from '../../src/contract/ids.ts';
import type { IdentityWanted } from '../../src/contract/media-worker.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import type { GuestAppClient } from './guest-app-client.ts';

/** What a statement is for, beside its own fields. */
interface StatementContext {
  readonly room: Bytes;
  readonly therapistFingerprint: Bytes;
}

/** The keys that this device has, one per therapist. They stay with the main side, which signs what it is asked for. */
export interface DeviceIdentity {
  /** `isNew`: the therapist has not seen it before. @throws AppError when it cannot be had */
  publicKey(
    therapistFingerprint: Bytes,
  ): Promise<{ readonly publicKey: Bytes; readonly isNew: boolean }>;
  /** @throws AppError when it is not signed */
  sign(wanted: IdentityWanted, context: StatementContext): Promise<Bytes>;
}

/**
 * The device's identity by the bridge of the app for clients. `onPassing`: the keychain cannot be used, so the key that
 * was handed out is gone with this process.
 */
export function createDeviceIdentity(
  client: GuestAppClient,
  onPassing: () => void,
): DeviceIdentity {
  return {
    async publicKey(fingerprint) {
      const therapistFingerprint = toBase64Url(fingerprint);
      const answer = await client.call('identity.public-key', { therapistFingerprint });
      if (answer.standing === 'passing') onPassing();
      return { publicKey: decodeChecked(answer.publicKey), isNew: answer.standing !== 'known' };
    },
    async sign(wanted, context) {
      const therapistFingerprint = toBase64Url(context.therapistFingerprint);
      const statement = statementOf(wanted, context.room);
      const answer = await client.call('identity.sign', { therapistFingerprint, statement });
      return decodeChecked(answer.signature);
    },
  };
}

/** The worker's question, with the room that it is in. */
function statementOf(wanted: IdentityWanted, roomBytes: Bytes): DeviceStatement {
  const room = ids.room.parse(toBase64Url(roomBytes));
  switch (wanted.kind) {
    case 'credential': {
      const { kind, notAfterS, mlsSignatureKey } = wanted;
      return { kind, room, notAfterS, mlsSignatureKey: toBase64Url(mlsSignatureKey) };
    }
    case 'rejoin': {
      const { kind, challenge, keyPackageRef } = wanted;
      return {
        kind,
        room,
        challenge: toBase64Url(challenge),
        keyPackageRef: toBase64Url(keyPackageRef),
      };
    }
    case 'attestation':
      return { kind: 'attestation', record: toBase64Url(wanted.record) };
    default:
      return assertNever(wanted, 'statementOf');
  }
}
