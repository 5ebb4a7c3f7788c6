import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from '../../../src/base/base64url.ts';

describe('base64url', () => {
  it('round-trips any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it.each(['QQ==', 'Q', 'QR', '+/', ' QQ', 'QQ\n', 'é'])('refuses %j', (text) => {
    expect(fromBase64Url(text)).toBeNull();
  });
});
