import { beforeEach, describe, expect, it } from 'vitest';
import { toBase64Url } from '../../../../src/base/base64url.ts';
import type { Bytes } from '../../../../src/base/bytes.ts';
import { GuestAttestation } from '../../../../renderer/media/worker/guest-attestation.ts';
import { Witness } from '../../../../renderer/media/worker/witness.ts';
import {
  encodeAttestationMessage,
  type AttestationMessage,
} from '../../../../src/crypto/attestation/attestation-message.ts';
import { encodeRecord } from '../../../../src/crypto/attestation/record.ts';
import { encodeSlip } from '../../../../src/crypto/attestation/slip.ts';
import type { Role } from '../../../../src/crypto/identity/identity-statement.ts';
import { emptyRecord } from '../../../support/attestation.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { newSigner, realRandom } from '../../../support/identity.ts';

let pushed: string[];
let said: Bytes[];
let attestation: GuestAttestation;

beforeEach(() => {
  [pushed, said] = [[], []];
  const clock = new FakeClock();
  const signer = newSigner();
  const push = (name: string): void => void pushed.push(name);
  const witness = new Witness({
    clock,
    push,
    room: realRandom.bytes(16),
    ownKey: signer.publicKey,
    framesWithoutKey: () => 0,
  });
  const talk = {
    say: (payload: Bytes) => Promise.resolve(void said.push(payload)),
    whisper: () => Promise.resolve(),
  };
  attestation = new GuestAttestation({ witness, signer, kind: 'app', talk, clock, push });
});

/** Something that a member says, as the group hands it on. */
function hear(role: Role, message: AttestationMessage): void {
  const { publicKey: identityKey } = newSigner();
  const vouched = { credential: new Uint8Array(), signatureKey: new Uint8Array() };
  const participant = toBase64Url(identityKey);
  const leaf = role === 'therapist' ? 0 : 2;
  const from = { leaf, role, identityKey, participant, hpkeKey: new Uint8Array(), vouched };
  const payload = encodeAttestationMessage(message);
  attestation.hear({ kind: 'message', from, isPrivate: false, payload });
}

describe('a guest’s side of the record', () => {
  it('looks and reports when the therapist asks, and not when another guest does', () => {
    hear('guest', { kind: 'report-wanted' });
    expect(pushed).toEqual([]);
    hear('therapist', { kind: 'report-wanted' });
    expect(pushed).toEqual(['session.look-wanted']);
  });

  it('takes no slip of a record that it has not agreed to', () => {
    const slip = encodeSlip(encodeRecord(emptyRecord()), []);
    hear('therapist', { kind: 'slip', slip });
    expect([pushed, said]).toEqual([[], []]);
  });
});
