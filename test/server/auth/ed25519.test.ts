import { describe, expect, it } from 'vitest';
import { isSignedBy } from '../../../server/auth/ed25519.ts';

const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

// RFC 8032 §7.1, test 2.
const publicKey = Buffer.from(
  '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  'hex',
).toString('base64url');
const message = fromHex('72');
const signature = fromHex(
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
);

describe('isSignedBy', () => {
  it('takes the signature of RFC 8032', () => {
    expect(isSignedBy(publicKey, message, signature)).toBe(true);
  });

  it('refuses it with any bit of the signature flipped', () => {
    for (let bit = 0; bit < signature.length * 8; bit += 1) {
      const flipped = signature.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(isSignedBy(publicKey, message, flipped)).toBe(false);
    }
  });

  it('refuses it for another message or another key', () => {
    expect(isSignedBy(publicKey, fromHex('73'), signature)).toBe(false);
    const other = Buffer.alloc(32, 7).toString('base64url');
    expect(isSignedBy(other, message, signature)).toBe(false);
  });

  it('refuses what is no key at all', () => {
    expect(isSignedBy('', message, signature)).toBe(false);
    expect(isSignedBy('AAAA', message, signature)).toBe(false);
  });
});
