import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../../../src/base/bytes.ts';
import {
  encodeCredential,
  parseCredential,
  verifyCredential,
} from '../../../../src/crypto/identity/credential.ts';
import {
  encodeStatement,
  type CredentialClaims,
} from '../../../../src/crypto/identity/identity-statement.ts';
import { hex } from '../../../support/hex.ts';
import { newSigner } from '../../../support/identity.ts';

const signer = newSigner();
const mlsSignatureKey = new Uint8Array(32).fill(8);
const claims: CredentialClaims = {
  role: 'guest',
  identityKey: signer.publicKey,
  room: new Uint8Array(16).fill(3),
  notAfterS: 1_800_000_000,
};

async function credential(change: Partial<CredentialClaims> = {}) {
  const signature = await signer.sign({ kind: 'credential', claims, mlsSignatureKey });
  return encodeCredential({ ...claims, ...change }, signature);
}

describe('a credential', () => {
  it('lies as version, role, identity key, room, not-after, signature', async () => {
    const encoded = hex(await credential());
    expect(encoded.length).toBe(2 * (1 + 1 + 32 + 16 + 8 + 64));
    expect(encoded.slice(0, 4)).toBe('0102');
    expect(encoded.slice(68, 100)).toBe('03'.repeat(16));
    expect(encoded.slice(100, 116)).toBe('000000006b49d200');
  });

  it('is signed with its label in front and the MLS key behind', () => {
    const statement = encodeStatement({ kind: 'credential', claims, mlsSignatureKey });
    expect(Buffer.from(statement.subarray(0, 22)).toString()).toBe('quietroom/credential/1');
    expect(hex(statement.subarray(-32))).toBe('08'.repeat(32));
    expect(statement.length).toBe(22 + 58 + 32);
  });

  it('has a label of its own, and so has each of the two other statements', () => {
    const [challenge, keyPackageRef] = [new Uint8Array(32), new Uint8Array(64)];
    const rejoin = { kind: 'rejoin', room: claims.room, challenge, keyPackageRef } as const;
    const attestation = { kind: 'attestation', record: new Uint8Array([0xa0]) } as const;
    const [back, record] = [encodeStatement(rejoin), encodeStatement(attestation)];
    expect(Buffer.from(back.subarray(0, 18)).toString()).toBe('quietroom/rejoin/1');
    expect(back.length).toBe(18 + 16 + 32 + 64);
    expect(Buffer.from(record).toString('latin1')).toBe('quietroom/attestation/1\u00a0');
  });

  it('reads back and verifies', async () => {
    const parsed = parseCredential(await credential());
    expect(parsed).toMatchObject(claims);
    expect(parsed && verifyCredential(parsed, mlsSignatureKey)).toBe(true);
  });

  it('does not verify for another MLS key or under other claims', async () => {
    const parsed = parseCredential(await credential());
    expect(parsed && verifyCredential(parsed, new Uint8Array(32))).toBe(false);
    for (const change of [
      { role: 'therapist' },
      { room: new Uint8Array(16) },
      { notAfterS: 1 },
      { identityKey: newSigner().publicKey },
    ] as const) {
      const other = parseCredential(await credential(change));
      expect(other && verifyCredential(other, mlsSignatureKey)).toBe(false);
    }
  });

  it('does not verify with any bit flipped', async () => {
    const good = await credential();
    fc.assert(
      fc.property(fc.nat(), (at) => {
        const changed = good.slice();
        const bit = at % (good.length * 8);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const parsed = parseCredential(changed);
        expect(parsed !== null && verifyCredential(parsed, mlsSignatureKey)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('is refused with another length, version or role', async () => {
    const good = await credential();
    expect(parseCredential(good.subarray(1))).toBeNull();
    expect(parseCredential(concatBytes(good, new Uint8Array(1)))).toBeNull();
    for (const [at, value] of [
      [0, 2],
      [1, 0],
      [1, 3],
    ] as const) {
      const changed = good.slice();
      changed[at] = value;
      expect(parseCredential(changed)).toBeNull();
    }
  });
});
