import { hmac } from '@noble/hashes/hmac.js';
import { concatBytes, equalBytes, type Bytes } from '../../base/bytes.ts';
import type { FrameAead } from './aead.ts';
import type { SFrameSuite } from './suite.ts';

// RFC 9605 §4.5.1. Its tags are short: these suites exist here to pass the RFC's vectors and are never used for media.

const encryptionKeySizeBytes = 16;

/** AES-CTR with a truncated HMAC over lengths, nonce, additional data and ciphertext. */
export async function importAesCtrHmac(suite: SFrameSuite, key: Bytes): Promise<FrameAead> {
  const authKey = key.slice(encryptionKeySizeBytes);
  const encryptionKey = key.slice(0, encryptionKeySizeBytes);
  const cryptoKey = await crypto.subtle.importKey('raw', encryptionKey, 'AES-CTR', false, [
    'encrypt',
  ]);
  // CTR is its own inverse, so that `encrypt` serves both ways.
  const applyKeyStream = (nonce: Bytes, data: Bytes): Promise<ArrayBuffer> =>
    crypto.subtle.encrypt(
      { name: 'AES-CTR', counter: concatBytes(nonce, new Uint8Array(4)), length: 32 },
      cryptoKey,
      data,
    );
  const tagOf = (nonce: Bytes, aad: Bytes, ciphertext: Bytes): Uint8Array =>
    hmac(
      suite.hash,
      authKey,
      concatBytes(sizes(aad.length, ciphertext.length, suite.tagSizeBytes), nonce, aad, ciphertext),
    ).subarray(0, suite.tagSizeBytes);
  return {
    async seal(nonce, aad, plaintext) {
      const ciphertext = new Uint8Array(await applyKeyStream(nonce, plaintext));
      return concatBytes(ciphertext, tagOf(nonce, aad, ciphertext)).buffer;
    },
    async open(nonce, aad, sealed) {
      const ciphertext = sealed.subarray(0, Math.max(0, sealed.length - suite.tagSizeBytes));
      const tag = sealed.subarray(ciphertext.length);
      if (!equalBytes(tag, tagOf(nonce, aad, ciphertext))) throw new Error('tag does not verify');
      return applyKeyStream(nonce, ciphertext);
    },
  };
}

function sizes(...values: readonly number[]): Bytes {
  const encoded = new Uint8Array(values.length * 8);
  const view = new DataView(encoded.buffer);
  values.forEach((value, index) => {
    view.setBigUint64(index * 8, BigInt(value));
  });
  return encoded;
}
