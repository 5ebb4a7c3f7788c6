import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createIdentity, storeIdentity } from '../../../../main/vault/tables/identity-table.ts';
import type { Bytes } from '../../../../src/base/bytes.ts';
import { SecretBytes } from '../../../../src/base/secret-bytes.ts';
import { enrolmentStatement, hostStatement } from '../../../../src/contract/host-statement.ts';
import type { RoomId } from '../../../../src/contract/ids.ts';
import { decodeChecked } from '../../../../src/contract/schema.ts';
import { encodeRecord } from '../../../../src/crypto/attestation/record.ts';
import { encodeStatement } from '../../../../src/crypto/identity/identity-statement.ts';
import { emptyRecord } from '../../../support/attestation.ts';
import { testId } from '../../../support/fake-ids.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeDatabase, testKey } from '../../../support/vault-fixture.ts';

const origin = 'https://rooms.example';
const room = testId<RoomId>(3);
const challenge = new Uint8Array(32).fill(8);

function isSigned(publicKey: Bytes, message: Bytes, signature: Bytes): boolean {
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]);
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  return verify(null, message, key, signature);
}

function identity(): ReturnType<typeof createIdentity> {
  const { sql } = makeDatabase();
  storeIdentity(sql, testKey(7), 1);
  return createIdentity(sql);
}

describe('Identity', () => {
  it('has the public key of RFC 8032, test 1', () => {
    const { sql } = makeDatabase();
    const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
    storeIdentity(sql, new SecretBytes(new Uint8Array(Buffer.from(seed, 'hex'))), 1);
    expect(Buffer.from(createIdentity(sql).publicKey()).toString('hex')).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
  });

  it('signs the host statement', () => {
    const { publicKey, signature } = identity().signHost(origin, room, challenge);
    expect(isSigned(publicKey, hostStatement(origin, room, challenge), signature)).toBe(true);
  });

  it('signs the enrolment statement', () => {
    const { publicKey, signature } = identity().signEnrolment(origin, challenge);
    expect(isSigned(publicKey, enrolmentStatement(origin, challenge), signature)).toBe(true);
  });

  it('signs a credential that says therapist, its own key and the room', () => {
    const mlsSignatureKey = new Uint8Array(32).fill(5);
    const made = identity().signCredential(room, 1000, mlsSignatureKey);
    const claims = {
      role: 'therapist',
      identityKey: made.publicKey,
      room: decodeChecked(room),
      notAfterS: 1000,
    } as const;
    const message = encodeStatement({ kind: 'credential', claims, mlsSignatureKey });
    expect(isSigned(made.publicKey, message, made.signature)).toBe(true);
  });

  it('signs an attestation record of a session of its own, in its canonical bytes', () => {
    const own = identity();
    const record = emptyRecord({ therapist: own.publicKey() });
    const { publicKey, signature } = own.signAttestation(record);
    const message = encodeStatement({ kind: 'attestation', record: encodeRecord(record) });
    expect(isSigned(publicKey, message, signature)).toBe(true);
  });

  it('signs no record of another therapist', () => {
    const record = emptyRecord({ therapist: new Uint8Array(32).fill(1) });
    expect(thrownCode(() => identity().signAttestation(record))).toBe('bad-request');
  });

  it('signs nothing that would pass for the other statement, or for another server, room or challenge', () => {
    const { publicKey, signature } = identity().signHost(origin, room, challenge);
    const others = [
      enrolmentStatement(origin, challenge),
      hostStatement('https://other.example', room, challenge),
      hostStatement(origin, testId<RoomId>(4), challenge),
      hostStatement(origin, room, new Uint8Array(32)),
      challenge,
    ];
    expect(others.filter((message) => isSigned(publicKey, message, signature))).toEqual([]);
  });

  it('offers no way to sign anything else', () => {
    expect(Object.keys(identity()).toSorted()).toEqual([
      'certifyDestruction',
      'publicKey',
      'signAttestation',
      'signAuditLog',
      'signCredential',
      'signEnrolment',
      'signHost',
      'signNote',
    ]);
  });

  it('is damaged when its row is gone', () => {
    const empty = createIdentity(makeDatabase().sql);
    expect(thrownCode(() => empty.publicKey())).toBe('vault-damaged');
    expect(thrownCode(() => empty.signEnrolment(origin, challenge))).toBe('vault-damaged');
  });
});
