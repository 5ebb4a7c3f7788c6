import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/base/bytes.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { turnCredential } from '../../../server/auth/turn-credential.ts';

const long = 'a-longer-secret-of-64-characters-with-signs-!$%&/()=?-0123456789abc';
const id = 'AAECAwQFBgcICQoLDA0ODw';

describe('a credential for TURN', () => {
  // printf %s USERNAME | openssl dgst -sha1 -hmac SECRET -binary | base64
  it.each([
    ['north', id, 1_800_003_600_000, `1800003600:${id}`, 'kvas1notHpoaL1cEzdwJr9eKu20='],
    [long, id, 1_800_003_600_000, `1800003600:${id}`, 'JHSetw+c4Ts7Yb8g8SRqiYUeUUs='],
    ['north', 'x', 0, '0:x', 'NyHvI+tSfpf5TuSY+UzBgW4F54E='],
    [long, 'x', 0, '0:x', 'YuBRHBQ+EaiVACn06BhNfCtx+Es='],
  ])('of %s for %s is what OpenSSL computes', (secret, id, expiresAtMs, username, credential) => {
    expect(turnCredential(new SecretBytes(utf8(secret)), id, expiresAtMs)).toEqual({
      username,
      credential,
    });
  });

  it('ends on a whole second, and never later than was said', () => {
    const { username } = turnCredential(new SecretBytes(utf8('north')), id, 1_999);
    expect(username).toBe(`1:${id}`);
  });
});
