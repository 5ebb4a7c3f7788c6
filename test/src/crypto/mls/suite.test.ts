import { getCiphersuiteFromName } from 'ts-mls/crypto/ciphersuite.js';
import { nobleCryptoProvider } from 'ts-mls/crypto/implementation/noble/provider.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../../../../src/base/bytes.ts';
import { suiteName } from '../../../../src/crypto/mls/suite-name.ts';
import { makeSuite, type Suite } from '../../../../src/crypto/mls/suite.ts';
import { hex } from '../../../support/hex.ts';
import { realRandom } from '../../../support/identity.ts';

// Our primitives beside the library's own, which were made from others' code: WebCrypto for Ed25519 and HMAC.

let ours: Suite;
let theirs: Suite;

beforeAll(async () => {
  ours = await makeSuite(realRandom);
  theirs = await nobleCryptoProvider.getCiphersuiteImpl(getCiphersuiteFromName(suiteName));
});

const [salt, ikm, info] = [utf8('salt'), utf8('ikm'), utf8('info')];

describe('the suite', () => {
  it('derives and hashes as the library does', async () => {
    // The library's takes salts of the hash's size only, which is what MLS gives it.
    const fullSalt = new Uint8Array(64).fill(3);
    const prk = await ours.kdf.extract(fullSalt, ikm);
    expect(hex(prk)).toBe(hex(await theirs.kdf.extract(fullSalt, ikm)));
    expect(hex(await ours.kdf.expand(prk, info, 77))).toBe(
      hex(await theirs.kdf.expand(prk, info, 77)),
    );
    expect(hex(await ours.hash.digest(ikm))).toBe(hex(await theirs.hash.digest(ikm)));
    const mac = await theirs.hash.mac(salt, ikm);
    expect(hex(await ours.hash.mac(salt, ikm))).toBe(hex(mac));
    expect(await ours.hash.verifyMac(salt, mac, ikm)).toBe(true);
    expect(await ours.hash.verifyMac(salt, mac, info)).toBe(false);
    expect(ours.kdf.size).toBe(theirs.kdf.size);
  });

  it('signs what the library verifies, and the other way round', async () => {
    const { publicKey, signKey } = await ours.signature.keygen();
    const signature = await ours.signature.sign(signKey, ikm);
    expect(await theirs.signature.verify(publicKey, ikm, signature)).toBe(true);
    const again = await theirs.signature.sign(signKey, ikm);
    expect(await ours.signature.verify(publicKey, ikm, again)).toBe(true);
    expect(await ours.signature.verify(publicKey, info, again)).toBe(false);
  });

  it('seals what the library opens, and the other way round', async () => {
    for (const [a, b] of [
      [ours, theirs],
      [theirs, ours],
    ] as const) {
      const pair = await a.hpke.generateKeyPair();
      const publicKey = await a.hpke.exportPublicKey(pair.publicKey);
      const privateKey = await a.hpke.exportPrivateKey(pair.privateKey);
      const sealed = await b.hpke.seal(await b.hpke.importPublicKey(publicKey), ikm, info);
      const opened = await a.hpke.open(
        await a.hpke.importPrivateKey(privateKey),
        sealed.enc,
        sealed.ct,
        info,
      );
      expect(hex(opened)).toBe(hex(ikm));
      const [key, nonce] = [new Uint8Array(32).fill(1), new Uint8Array(12)];
      const aead = await a.hpke.encryptAead(key, nonce, info, ikm);
      expect(hex(await b.hpke.decryptAead(key, nonce, info, aead))).toBe(hex(ikm));
    }
  });

  it('opens nothing that was changed', async () => {
    const pair = await ours.hpke.generateKeyPair();
    const sealed = await ours.hpke.seal(pair.publicKey, ikm, info);
    sealed.ct[0] = (sealed.ct[0] ?? 0) ^ 1;
    await expect(ours.hpke.open(pair.privateKey, sealed.enc, sealed.ct, info)).rejects.toThrow(
      'OpenError',
    );
    const [key, nonce] = [new Uint8Array(32), new Uint8Array(12)];
    const aead = await ours.hpke.encryptAead(key, nonce, info, ikm);
    await expect(ours.hpke.decryptAead(key, nonce, salt, aead)).rejects.toThrow('tag');
  });

  it('is X-Wing with AES-256-GCM: 1216-byte keys, 1120-byte encapsulations', async () => {
    const pair = await ours.hpke.generateKeyPair();
    expect((await ours.hpke.exportPublicKey(pair.publicKey)).length).toBe(1216);
    expect((await ours.hpke.seal(pair.publicKey, ikm, info)).enc.length).toBe(1120);
    expect([ours.hpke.keyLength, ours.hpke.nonceLength]).toEqual([32, 12]);
  });
});
