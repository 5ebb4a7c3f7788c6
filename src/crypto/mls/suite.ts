import { Aes256Gcm, CipherSuite, HkdfSha512 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { ed25519 } from '@noble/curves/ed25519.js';
import { expand, extract } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { getCiphersuiteFromName, type CiphersuiteImpl } from 'ts-mls/crypto/ciphersuite.js';
import type { Hash } from 'ts-mls/crypto/hash.js';
import { makeGenericHpke } from 'ts-mls/crypto/implementation/hpke.js';
import type { Kdf } from 'ts-mls/crypto/kdf.js';
import type { Signature } from 'ts-mls/crypto/signature.js';
import { equalBytes } from '../../base/bytes.ts';
import type { Random } from '../../base/ports.ts';
import { openAesGcm, sealAesGcm } from '../aes-gcm.ts';
import { generateEd25519, quickestVerifier, type VerifyEd25519 } from '../ed25519.ts';
import { plainBytes } from './plain-bytes.ts';
import { suiteName } from './suite-name.ts';

/** Primitives for ts-mls, ready to use. */
export type Suite = CiphersuiteImpl;

/** Size of a KeyPackageRef and of a PSK nonce: the suite's hash. */
export const suiteHashSizeBytes = 64;

/**
 * Puts the primitives of the suite together. Not one of the library's providers: those need Ed25519 and X25519 in
 * WebCrypto, which our older runtime does not have, and verify signatures by the laxer rules of ZIP 215.
 */
export async function makeSuite(random: Random): Promise<Suite> {
  const { hpke } = getCiphersuiteFromName(suiteName);
  const cipherSuite = new CipherSuite({
    kem: new XWing(),
    kdf: new HkdfSha512(),
    aead: new Aes256Gcm(),
  });
  return {
    name: suiteName,
    hash,
    kdf,
    signature: makeSignature(random, await quickestVerifier()),
    hpke: await makeGenericHpke(hpke, aead, cipherSuite),
    rng: { randomBytes: (size) => random.bytes(size) },
  };
}

const kdf: Kdf = {
  size: suiteHashSizeBytes,
  extract: (salt, ikm) => Promise.resolve(extract(sha512, ikm, salt)),
  expand: (prk, info, size) => Promise.resolve(expand(sha512, prk, info, size)),
};

const hash: Hash = {
  digest: (data) => Promise.resolve(sha512(data)),
  mac: (key, data) => Promise.resolve(hmac(sha512, key, data)),
  verifyMac: (key, mac, data) => Promise.resolve(equalBytes(mac, hmac(sha512, key, data))),
};

const aead = {
  encrypt: (key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array) =>
    sealAesGcm(plainBytes(key), plainBytes(nonce), plainBytes(aad), plainBytes(plaintext)),
  decrypt: async (key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array) => {
    const opened = await openAesGcm(
      plainBytes(key),
      plainBytes(nonce),
      plainBytes(aad),
      plainBytes(sealed),
    );
    if (!opened) throw new Error('tag does not verify');
    return opened;
  },
};

function makeSignature(random: Random, verify: VerifyEd25519): Signature {
  return {
    sign: (seed, message) => Promise.resolve(ed25519.sign(message, seed)),
    verify: async (publicKey, message, signature) =>
      verify(plainBytes(publicKey), plainBytes(message), plainBytes(signature)),
    keygen: () => {
      const { publicKey, secretKey } = generateEd25519(random);
      return Promise.resolve({ publicKey, signKey: secretKey.expose((seed) => seed) });
    },
  };
}
