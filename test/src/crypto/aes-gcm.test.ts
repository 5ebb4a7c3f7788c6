import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  openAesGcm,
  openWithNonce,
  sealAesGcm,
  sealWithRandomNonce,
} from '../../../src/crypto/aes-gcm.ts';
import { bytes, hex } from '../../support/hex.ts';
import { realRandom } from '../../support/identity.ts';

// The GCM specification of McGrew and Viega, test case 16.
const key = bytes('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308');
const nonce = bytes('cafebabefacedbaddecaf888');
const aad = bytes('feedfacedeadbeeffeedfacedeadbeefabaddad2');
const plaintext = bytes(
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
    '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
);
const ciphertext =
  '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa' +
  '8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662';
const tag = '76fc6ece0f4e1768cddf8853bb2d551b';

describe('AES-256-GCM', () => {
  it('gives the known answer', async () => {
    expect(hex(await sealAesGcm(key, nonce, aad, plaintext))).toBe(ciphertext + tag);
    expect(await openAesGcm(key, nonce, aad, bytes(ciphertext + tag))).toEqual(plaintext);
  });

  it('opens nothing with a wrong key, nonce or additional data', async () => {
    const sealed = bytes(ciphertext + tag);
    expect(await openAesGcm(new Uint8Array(32), nonce, aad, sealed)).toBeNull();
    expect(await openAesGcm(key, new Uint8Array(12), aad, sealed)).toBeNull();
    expect(await openAesGcm(key, nonce, aad.subarray(1), sealed)).toBeNull();
  });

  it('opens nothing with a tag cut short', async () => {
    for (const size of [1, 4, 12, 15]) {
      const sealed = bytes(ciphertext + tag).subarray(0, -size);
      expect(await openAesGcm(key, nonce, aad, sealed)).toBeNull();
    }
  });

  it('with its nonce in front opens to what it was, and not with any bit flipped', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.nat(), async (random, at) => {
        const message = new Uint8Array(random);
        const sealed = await sealWithRandomNonce(key, aad, message, realRandom);
        expect(await openWithNonce(key, aad, sealed)).toEqual(message);
        const bit = at % (sealed.length * 8);
        sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(await openWithNonce(key, aad, sealed)).toBeNull();
      }),
    );
  });

  it.each([0, 11, 27])('of %d bytes is none', async (size) => {
    expect(await openWithNonce(key, aad, new Uint8Array(size))).toBeNull();
  });
});
