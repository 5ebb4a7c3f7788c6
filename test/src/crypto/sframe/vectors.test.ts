import { describe, expect, it } from 'vitest';
import { importAesCtrHmac } from '../../../../src/crypto/sframe/aes-ctr-hmac.ts';
import {
  encodeHeader,
  parseHeader,
  type SFrameInteger,
} from '../../../../src/crypto/sframe/header.ts';
import { deriveKeyMaterial, frameNonce } from '../../../../src/crypto/sframe/key-schedule.ts';
import { importSFrameKey } from '../../../../src/crypto/sframe/sframe-key.ts';
import { openSFrame, sealSFrame } from '../../../../src/crypto/sframe/sframe.ts';
import { suites, type SFrameSuite } from '../../../../src/crypto/sframe/suite.ts';
import { bytes, hex } from '../../../support/hex.ts';
import { readSFrameVectors } from '../../../support/sframe-vectors.ts';

const vectors = readSFrameVectors();

function suiteOf(id: number): SFrameSuite {
  const suite = Object.values(suites).find((one) => one.id === id);
  if (!suite) throw new Error(`no suite ${String(id)}`);
  return suite;
}

function integer(decimal: string): SFrameInteger {
  const value = BigInt(decimal);
  return value < 2n ** 48n ? Number(value) : value;
}

describe('RFC 9605 appendix C', () => {
  it('has the number of vectors that the RFC has', () => {
    expect([vectors.header.length, vectors.aes_ctr_hmac.length, vectors.sframe.length]).toEqual([
      289, 3, 5,
    ]);
  });

  it.each(vectors.header)('header $encoded', ({ kid, ctr, encoded }) => {
    expect(hex(encodeHeader(integer(kid), integer(ctr)))).toBe(encoded);
    expect(parseHeader(bytes(encoded))).toEqual({
      kid: integer(kid),
      ctr: integer(ctr),
      sizeBytes: encoded.length / 2,
    });
  });

  it.each(vectors.aes_ctr_hmac)('AES-CTR-HMAC of suite $cipher_suite', async (vector) => {
    const aead = await importAesCtrHmac(suiteOf(vector.cipher_suite), bytes(vector.key));
    const [nonce, aad] = [bytes(vector.nonce), bytes(vector.aad)];
    const sealed = new Uint8Array(await aead.seal(nonce, aad, bytes(vector.pt)));
    expect(hex(sealed)).toBe(vector.ct);
    const opened = await aead.open(nonce, aad, sealed);
    expect(hex(new Uint8Array(opened))).toBe(vector.pt);
  });

  it.each(vectors.sframe)('a whole frame of suite $cipher_suite', async (vector) => {
    const suite = suiteOf(vector.cipher_suite);
    const [kid, ctr] = [integer(vector.kid), integer(vector.ctr)];
    const material = deriveKeyMaterial(suite, bytes(vector.base_key), kid);
    expect(hex(material.key)).toBe(vector.sframe_key);
    expect(hex(material.salt)).toBe(vector.sframe_salt);
    expect(hex(frameNonce(material.salt, ctr))).toBe(vector.nonce);

    const metadata = bytes(vector.metadata);
    const sealKey = await importSFrameKey(suite, bytes(vector.base_key), kid, 'seal');
    const none = new Uint8Array();
    const sealed = await sealSFrame(sealKey, ctr, metadata, bytes(vector.pt), none);
    expect(hex(sealed)).toBe(vector.ct);

    const openKey = await importSFrameKey(suite, bytes(vector.base_key), kid, 'open');
    const header = parseHeader(sealed);
    const opened = header && (await openSFrame(openKey, header, metadata, sealed, none));
    expect(opened && hex(opened)).toBe(vector.pt);
  });
});
