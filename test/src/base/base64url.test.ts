import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64Url, isBase64Url, toBase64Url } from '../../../src/base/base64url.ts';

/** Texts that are almost base64url: of its alphabet and its neighbours, of any length. */
const nearlyEncoded = fc.string({
  maxLength: 12,
  unit: fc.constantFrom(...Array.from('ABYZabyz0189-_@[`{/:+=,. \n\0\u00e9\u0141\u{1f600}')),
});

describe('base64url', () => {
  it('round-trips any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it('writes what another implementation writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      }),
    );
  });

  it('reads what encodes to the same text again, and nothing else', () => {
    fc.assert(
      fc.property(nearlyEncoded, (text) => {
        // Buffer skips what it does not know, so that only canonical texts come out again.
        const lenient = new Uint8Array(Buffer.from(text, 'base64url'));
        const isCanonical = Buffer.from(lenient).toString('base64url') === text;
        expect(fromBase64Url(text)).toEqual(isCanonical ? lenient : null);
        expect(isBase64Url(text)).toBe(isCanonical);
      }),
      { numRuns: 5000 },
    );
  });

  it.each(['QQ==', 'Q', 'QR', 'QUJ', '+/', ' QQ', 'QQ\n', 'é', 'QQ\u0141Q'])(
    'refuses %j',
    (text) => {
      expect(fromBase64Url(text)).toBeNull();
    },
  );

  it('owns a buffer of exactly its bytes', () => {
    expect(fromBase64Url('QUI')?.buffer.byteLength).toBe(2);
    expect(fromBase64Url('')).toEqual(new Uint8Array());
  });
});
