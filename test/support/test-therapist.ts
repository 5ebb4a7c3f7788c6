import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { CallResult } from '../../src/contract/contract.ts';
import { enrolmentStatement, hostStatement } from '../../src/contract/host-statement.ts';
import { newId, type RoomId } from '../../src/contract/ids.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import { encodeStatement } from '../../src/crypto/identity/identity-statement.ts';
import type { Signaling } from '../../src/contract/signaling.ts';
import { SignalingClient } from './signaling-client.ts';

/** A therapist's identity for tests: signs what `main` signs in the product. */
export class TestTherapist {
  readonly publicKey: string;
  readonly #privateKey: KeyObject;
  readonly #serverOrigin: string;

  constructor(serverOrigin: string) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    this.publicKey = publicKey.export({ format: 'jwk' }).x ?? '';
    this.#privateKey = privateKey;
    this.#serverOrigin = serverOrigin;
  }

  signRoom(roomId: RoomId, challenge: string, origin = this.#serverOrigin) {
    return this.#sign(hostStatement(origin, roomId, decodeChecked(challenge)));
  }

  signEnrolment(challenge: string) {
    return this.#sign(enrolmentStatement(this.#serverOrigin, decodeChecked(challenge)));
  }

  /** Vouches for the MLS key of this therapist's leaf. */
  signCredential(
    roomId: RoomId,
    { notAfterS, mlsSignatureKey }: { notAfterS: number; mlsSignatureKey: string },
  ) {
    const claims = {
      role: 'therapist',
      identityKey: decodeChecked(this.publicKey),
      room: decodeChecked(roomId),
      notAfterS,
    } as const;
    return this.#sign(
      encodeStatement({
        kind: 'credential',
        claims,
        mlsSignatureKey: decodeChecked(mlsSignatureKey),
      }),
    );
  }

  /** Signs the record of a session, whatever it says. */
  signAttestation(record: string) {
    return this.#sign(encodeStatement({ kind: 'attestation', record: decodeChecked(record) }));
  }

  /** Enrols with a code, over a connection of its own. */
  async enrol(code: string): Promise<void> {
    const { client, challenge } = await SignalingClient.greet(this.#serverOrigin);
    await client.call('host.enrol', { code, ...this.signEnrolment(challenge) });
    await client.close();
  }

  /** Opens a room, or re-enters it, over a new connection. */
  async open(
    roomId: RoomId = randomRoomId(),
    options?: Parameters<typeof SignalingClient.greet>[1],
  ): Promise<{
    readonly client: SignalingClient;
    readonly roomId: RoomId;
    readonly opened: CallResult<Signaling, 'room.open'>;
  }> {
    const { client, challenge } = await SignalingClient.greet(this.#serverOrigin, options);
    const request = { roomId, ...this.signRoom(roomId, challenge) };
    const opened = await client.call('room.open', request);
    return { client, roomId, opened };
  }

  #sign(statement: Uint8Array) {
    const signature = sign(null, statement, this.#privateKey).toString('base64url');
    return { publicKey: this.publicKey, signature };
  }
}

export function randomRoomId(): RoomId {
  return newId<RoomId>({ bytes: (length) => new Uint8Array(randomBytes(length)) });
}
