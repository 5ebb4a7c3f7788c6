import { describe, expect, it } from 'vitest';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';

describe('SecretBytes', () => {
  it('says nothing when printed or serialised', () => {
    const secret = new SecretBytes(new Uint8Array([65, 66, 67]));
    expect(`${String(secret)} ${JSON.stringify({ secret })}`).toBe(
      '[secret] {"secret":"[secret]"}',
    );
    expect(Object.keys(secret)).toEqual([]);
  });

  it('overwrites its bytes and refuses use after a wipe', () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const secret = new SecretBytes(bytes);
    secret.wipe();
    expect(bytes).toEqual(new Uint8Array(3));
    expect(() => secret.expose((exposed) => exposed.length)).toThrow('wiped');
  });
});
