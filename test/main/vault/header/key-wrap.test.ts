import { createDecipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  encodeLabel,
  unwrapVaultKey,
  wrapKindOf,
  wrapOfKind,
  wrapVaultKey,
  type KeyWrap,
  type WrapLabel,
} from '../../../../main/vault/header/key-wrap.ts';
import { concatBytes, utf8, type Bytes } from '../../../../src/base/bytes.ts';
import { SecretBytes } from '../../../../src/base/secret-bytes.ts';
import { countingRandom } from '../../../support/fake-random.ts';
import { thrownCode } from '../../../support/thrown-code.ts';

const label: WrapLabel = {
  kind: 'keychain',
  id: new Uint8Array(16).fill(3),
  params: utf8('Test Keychain'),
};
const vaultId = new Uint8Array(16).fill(4);
const filled = (number: number): SecretBytes => new SecretBytes(new Uint8Array(32).fill(number));
const reveal = (secret: SecretBytes): Bytes => secret.expose((bytes) => bytes.slice());

function wrap(): KeyWrap {
  return wrapVaultKey(filled(1), filled(2), label, vaultId, countingRandom());
}

function flipped(bytes: Bytes, bit: number): Bytes {
  const copy = bytes.slice();
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

describe('key wrap', () => {
  it('gives the vault key back for the secret that sealed it', () => {
    expect(reveal(unwrapVaultKey(wrap(), filled(2), vaultId))).toEqual(reveal(filled(1)));
  });

  it('is AES-256-GCM over the label and the vault id', () => {
    const { nonce, sealed } = wrap();
    const decipher = createDecipheriv('aes-256-gcm', reveal(filled(2)), nonce);
    decipher.setAAD(concatBytes(utf8('quietroom/vault-wrap/1'), vaultId, encodeLabel(label)));
    decipher.setAuthTag(sealed.slice(32));
    const key = concatBytes(decipher.update(sealed.slice(0, 32)), decipher.final());
    expect(key).toEqual(reveal(filled(1)));
  });

  it('does not hold the key in the clear', () => {
    const { sealed } = wrap();
    expect(Buffer.from(sealed).includes(Buffer.alloc(4, 1))).toBe(false);
  });

  it('does not open with another secret', () => {
    expect(thrownCode(() => unwrapVaultKey(wrap(), filled(9), vaultId))).toBe('vault-wrong-key');
  });

  it('does not open with a secret of another size', () => {
    const short = new SecretBytes(new Uint8Array(16).fill(2));
    expect(thrownCode(() => unwrapVaultKey(wrap(), short, vaultId))).toBe('vault-wrong-key');
  });

  it('does not open for another vault', () => {
    const other = new Uint8Array(16).fill(5);
    expect(thrownCode(() => unwrapVaultKey(wrap(), filled(2), other))).toBe('vault-wrong-key');
  });

  it.each(['id', 'params', 'nonce', 'sealed'] as const)(
    'does not open when any bit of its %s is changed',
    (field) => {
      const original = wrap();
      for (let bit = 0; bit < original[field].length * 8; bit += 1) {
        const changed = { ...original, [field]: flipped(original[field], bit) };
        expect(thrownCode(() => unwrapVaultKey(changed, filled(2), vaultId))).toBe(
          'vault-wrong-key',
        );
      }
    },
  );

  it('does not open as another kind', () => {
    const changed: KeyWrap = { ...wrap(), kind: 'recovery' };
    expect(thrownCode(() => unwrapVaultKey(changed, filled(2), vaultId))).toBe('vault-wrong-key');
  });

  it('seals with a new nonce each time', () => {
    const random = countingRandom();
    const [a, b] = [1, 2].map(() => wrapVaultKey(filled(1), filled(2), label, vaultId, random));
    expect(a?.nonce).not.toEqual(b?.nonce);
    expect(a?.sealed).not.toEqual(b?.sealed);
  });

  it('knows its kinds by number, and a later one as newer', () => {
    expect([1, 2, 3].map(wrapKindOf)).toEqual(['keychain', 'passphrase', 'recovery']);
    expect(thrownCode(() => wrapKindOf(4))).toBe('vault-newer');
    expect(thrownCode(() => wrapKindOf(0))).toBe('vault-newer');
  });

  it('is found by kind', () => {
    const made = wrap();
    expect(wrapOfKind([made], 'keychain')).toBe(made);
    expect(wrapOfKind([made], 'recovery')).toBeUndefined();
  });
});
