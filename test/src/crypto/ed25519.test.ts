import { describe, expect, it, vi } from 'vitest';
import { utf8 } from '../../../src/base/bytes.ts';
import {
  ed25519FromSeed,
  quickestVerifier,
  signEd25519,
  verifyEd25519,
} from '../../../src/crypto/ed25519.ts';
import { bytes, hex } from '../../support/hex.ts';

describe.each([
  ['noble', verifyEd25519],
  ['WebCrypto', await quickestVerifier()],
])('Ed25519 by %s', (_whose, verify) => {
  it('gives the answers of RFC 8032 §7.1, test 2', async () => {
    const { publicKey, secretKey } = ed25519FromSeed(
      bytes('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'),
    );
    expect(hex(publicKey)).toBe('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
    const signature = signEd25519(secretKey, bytes('72'));
    expect(hex(signature)).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
        '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
    expect(await verify(publicKey, bytes('72'), signature)).toBe(true);
    expect(await verify(publicKey, bytes('73'), signature)).toBe(false);
  });

  it('takes no key of small order, under which one signature fits every message', async () => {
    // The identity point: R = identity and s = 0 satisfy the equation for any message.
    const identityPoint = bytes('01' + '00'.repeat(31));
    const signature = bytes('01' + '00'.repeat(63));
    expect(await verify(identityPoint, utf8('anything'), signature)).toBe(false);
  });

  it('takes no s that is not reduced', async () => {
    const { publicKey, secretKey } = ed25519FromSeed(new Uint8Array(32).fill(1));
    const signature = signEd25519(secretKey, utf8('x'));
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    let s = [...signature.subarray(32)].reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    s += order;
    for (let at = 32; at < 64; at += 1) {
      signature[at] = Number(s & 0xffn);
      s >>= 8n;
    }
    expect(await verify(publicKey, utf8('x'), signature)).toBe(false);
  });

  it.each([0, 31, 33])('takes no key of %d bytes', async (size) => {
    expect(await verify(new Uint8Array(size), utf8('x'), new Uint8Array(64))).toBe(false);
  });

  it('takes no signature of another length', async () => {
    const { publicKey } = ed25519FromSeed(new Uint8Array(32).fill(1));
    expect(await verify(publicKey, utf8('x'), new Uint8Array(63))).toBe(false);
  });
});

describe('the quickest way to verify', () => {
  const pair = ed25519FromSeed(new Uint8Array(32).fill(1));
  const signature = signEd25519(pair.secretKey, utf8('x'));

  it('is WebCrypto’s where there is one', async () => {
    const used = vi.spyOn(crypto.subtle, 'verify');
    const verify = await quickestVerifier();
    used.mockClear();
    expect(await verify(pair.publicKey, utf8('x'), signature)).toBe(true);
    expect(used).toHaveBeenCalledTimes(1);
    used.mockRestore();
  });

  it('is noble’s where WebCrypto has no Ed25519, or has it wrong', async () => {
    const importing = vi.spyOn(crypto.subtle, 'importKey');
    importing.mockRejectedValueOnce(new DOMException('', 'NotSupportedError'));
    expect(await quickestVerifier()).toBe(verifyEd25519);
    importing.mockRestore();
    const verifying = vi.spyOn(crypto.subtle, 'verify').mockResolvedValueOnce(false);
    expect(await quickestVerifier()).toBe(verifyEd25519);
    verifying.mockRestore();
  });

  it('takes nothing when WebCrypto fails', async () => {
    const verify = await quickestVerifier();
    const verifying = vi.spyOn(crypto.subtle, 'verify').mockRejectedValueOnce(new Error('busy'));
    expect(await verify(pair.publicKey, utf8('x'), signature)).toBe(false);
    verifying.mockRestore();
  });
});
