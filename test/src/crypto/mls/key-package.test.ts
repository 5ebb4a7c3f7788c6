import { signKeyPackage, type KeyPackage } from 'ts-mls/keyPackage.js';
import { signLeafNodeKeyPackage } from 'ts-mls/leafNode.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOfKey } from '../../../../src/crypto/identity/fingerprint.ts';
import { encodeBareKeyPackage } from '../../../../src/crypto/mls/codec.ts';
import {
  makeKeyPackage,
  readKeyPackage,
  type OwnKeyPackage,
} from '../../../../src/crypto/mls/key-package.ts';
import { readLeaf, walkTree } from '../../../../src/crypto/mls/roster.ts';
import { makeSuite, type Suite } from '../../../../src/crypto/mls/suite.ts';
import { newSigner, realRandom } from '../../../support/identity.ts';

const room = realRandom.bytes(16);
const guest = newSigner();
const nowS = Math.floor(Date.now() / 1000);
const holder = { role: 'guest', room, nowS } as const;
const terms = { room, nowS, therapistFingerprint: fingerprintOfKey(newSigner().publicKey) };
let suite: Suite;
let good: OwnKeyPackage;

beforeAll(async () => {
  suite = await makeSuite(realRandom);
  good = await makeKeyPackage(suite, guest, { role: 'guest', room, nowS });
});

/** A KeyPackage with something changed, and signed again by its own key: only our rules are in its way. */
async function resigned(change: (keyPackage: KeyPackage) => KeyPackage): Promise<KeyPackage> {
  const changed = change(good.keyPackage);
  const { signaturePrivateKey } = good.privateKeys;
  const leafNode = await signLeafNodeKeyPackage(
    changed.leafNode,
    signaturePrivateKey,
    suite.signature,
  );
  return signKeyPackage({ ...changed, leafNode }, signaturePrivateKey, suite.signature);
}

const read = (keyPackage: KeyPackage) =>
  readKeyPackage(suite, encodeBareKeyPackage(keyPackage), terms);

const withLeaf =
  (change: Partial<KeyPackage['leafNode']>) =>
  (keyPackage: KeyPackage): KeyPackage => ({
    ...keyPackage,
    leafNode: { ...keyPackage.leafNode, ...change },
  });

describe('a KeyPackage', () => {
  it('is read, with its owner', async () => {
    const result = await readKeyPackage(suite, good.bytes, terms);
    expect(result.owner.identityKey).toEqual(guest.publicKey);
    expect(result.ref).toEqual(good.ref);
    expect(result.ref.length).toBe(64);
  });

  it.each([
    [
      'another suite beside ours',
      ['ciphersuites', ['MLS_256_XWING_AES256GCM_SHA512_Ed25519', '1']],
    ],
    ['a weaker suite', ['ciphersuites', ['MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519']]],
    ['certificates', ['credentials', ['basic', 'x509']]],
    ['extensions', ['extensions', [0xf000]]],
    ['more proposals', ['proposals', [0xf000]]],
  ] as const)('that can do %s is refused', async (_what, [list, value]) => {
    const capabilities = { ...good.keyPackage.leafNode.capabilities, [list]: value };
    const changed = await resigned(withLeaf({ capabilities }));
    await expect(read(changed)).rejects.toThrow(/bad-capabilities|malformed/u);
  });

  it('with a leaf extension is refused', async () => {
    const extensions = [{ extensionType: 0xf000, extensionData: new Uint8Array() }];
    await expect(read(await resigned(withLeaf({ extensions })))).rejects.toThrow(
      'bad-capabilities',
    );
  });

  it('whose leaf lives longer than its credential is refused', async () => {
    const lifetime = { notBefore: 0n, notAfter: 9_223_372_036_854_775_807n };
    const changed = await resigned((keyPackage) => withLeaf({ lifetime })(keyPackage));
    await expect(read(changed)).rejects.toThrow('bad-credential');
  });

  it('whose credential vouches for another signature key is refused', async () => {
    const other = await makeKeyPackage(suite, guest, { role: 'guest', room, nowS });
    const { credential } = other.keyPackage.leafNode;
    await expect(read(await resigned(withLeaf({ credential })))).rejects.toThrow('bad-credential');
  });

  it('whose init key is its leaf key is refused', async () => {
    const changed = await resigned((keyPackage) => ({
      ...keyPackage,
      initKey: keyPackage.leafNode.hpkePublicKey,
    }));
    await expect(read(changed)).rejects.toThrow('not-authentic');
  });

  it('with a wrong signature is refused', async () => {
    const signature = good.keyPackage.signature.slice();
    signature[0] = (signature[0] ?? 0) ^ 1;
    await expect(read({ ...good.keyPackage, signature })).rejects.toThrow('not-authentic');
  });

  it('with a wrong signature of its leaf is refused, whatever is signed around it', async () => {
    const signature = good.keyPackage.leafNode.signature.slice();
    signature[0] = (signature[0] ?? 0) ^ 1;
    const leafNode = { ...good.keyPackage.leafNode, signature };
    const { signaturePrivateKey } = good.privateKeys;
    const around = { ...good.keyPackage, leafNode };
    const signed = await signKeyPackage(around, signaturePrivateKey, suite.signature);
    await expect(read(signed)).rejects.toThrow('not-authentic');
  });

  it.each<[string, Partial<KeyPackage>]>([
    ['of another suite', { cipherSuite: 'MLS_256_XWING_CHACHA20POLY1305_SHA512_Ed25519' }],
    [
      'with an extension',
      { extensions: [{ extensionType: 0xf000, extensionData: new Uint8Array() }] },
    ],
  ])('%s is refused, though its leaf is right', async (_what, change) => {
    const changed = await resigned((keyPackage) => ({ ...keyPackage, ...change }));
    await expect(read(changed)).rejects.toThrow('bad-capabilities');
  });

  it.each([
    ['of another room', { room: new Uint8Array(16) }, 'wrong-room'],
    ['that has run out', { nowS: nowS - 25 * 60 * 60 }, 'expired'],
    ['that is good for too long', { nowS: nowS + 2 * 60 * 60 }, 'too-long-lived'],
    ['of a therapist', { role: 'therapist' as const }, 'second-therapist'],
  ])('%s is refused', async (_what, change, reason) => {
    const holder = { role: 'guest' as const, room, nowS, ...change };
    const { keyPackage } = await makeKeyPackage(suite, guest, holder);
    await expect(read(keyPackage)).rejects.toThrow(reason);
  });
});

describe('a leaf', () => {
  const leaf = () => good.keyPackage.leafNode;

  it('of a guest is no tree without a therapist in front', () => {
    const tree = [undefined, undefined, { nodeType: 'leaf', leaf: leaf() } as const];
    expect(() => walkTree(tree, terms)).toThrow('wrong-therapist');
  });

  it('beyond the sixteenth is refused', () => {
    expect(readLeaf(leaf(), 15, terms).leaf).toBe(15);
    expect(() => readLeaf(leaf(), 16, terms)).toThrow('leaf-out-of-range');
  });

  it('under the credential of somebody who is known is refused with another MLS key', async () => {
    const known = [readLeaf(leaf(), 1, terms)];
    const { signaturePublicKey } = (await makeKeyPackage(suite, newSigner(), holder)).keyPackage
      .leafNode;
    expect(() => readLeaf({ ...leaf(), signaturePublicKey }, 1, terms, known)).toThrow(
      'bad-credential',
    );
  });
});
