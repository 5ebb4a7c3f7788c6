import { hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  encodePassphraseParams,
  readPassphraseParams,
} from '../../../../main/vault/header/passphrase-params.ts';
import {
  encodeRecoveryParams,
  readRecoveryParams,
  recoverySecret,
} from '../../../../main/vault/header/recovery-params.ts';
import { concatBytes, type Bytes } from '../../../../src/base/bytes.ts';
import { SecretBytes } from '../../../../src/base/secret-bytes.ts';
import { leastCost } from '../../../../src/domain/passphrase-cost.ts';
import { thrownCode } from '../../../support/thrown-code.ts';

const salt = new Uint8Array(16).fill(9);
const passphrase = encodePassphraseParams({ cost: leastCost, salt });
const recovery = encodeRecoveryParams(1_700_000_000_123);

function withByte(bytes: Bytes, at: number, value: number): Bytes {
  const copy = bytes.slice();
  copy[at] = value;
  return copy;
}

describe('params of a passphrase', () => {
  it('read back as they were written', () => {
    expect(readPassphraseParams(passphrase)).toEqual({ cost: leastCost, salt });
  });

  it('of a later version, or beyond what is computed here, are newer', () => {
    expect(thrownCode(() => readPassphraseParams(withByte(passphrase, 0, 2)))).toBe('vault-newer');
    // 64 MiB becomes 4 TiB: nobody is made to compute that.
    expect(thrownCode(() => readPassphraseParams(withByte(passphrase, 1, 255)))).toBe(
      'vault-newer',
    );
    expect(thrownCode(() => readPassphraseParams(withByte(passphrase, 9, 4)))).toBe('vault-newer');
  });

  it('that are cut or longer are damaged', () => {
    for (let size = 1; size < passphrase.length; size += 1) {
      expect(thrownCode(() => readPassphraseParams(passphrase.slice(0, size)))).toBe(
        'vault-damaged',
      );
    }
    const longer = concatBytes(passphrase, new Uint8Array(1));
    expect(thrownCode(() => readPassphraseParams(longer))).toBe('vault-damaged');
  });
});

describe('params of a recovery key', () => {
  it('tell when it was made', () => {
    expect(readRecoveryParams(recovery)).toBe(1_700_000_000_123);
  });

  it('of a later version are newer, and cut ones damaged', () => {
    expect(thrownCode(() => readRecoveryParams(withByte(recovery, 0, 2)))).toBe('vault-newer');
    expect(thrownCode(() => readRecoveryParams(recovery.slice(0, 6)))).toBe('vault-damaged');
  });

  it('give the wrap its secret by HKDF over the key', () => {
    const key = new Uint8Array(20).fill(3);
    const id = new Uint8Array(16).fill(4);
    const expected = hkdfSync('sha256', key, id, 'quietroom/recovery-key/1', 32);
    const secret = recoverySecret(new SecretBytes(key), id);
    expect(secret.expose((bytes) => bytes.slice())).toEqual(new Uint8Array(expected));
  });
});
