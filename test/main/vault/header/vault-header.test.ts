import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { wrapVaultKey } from '../../../../main/vault/header/key-wrap.ts';
import {
  encodeVaultHeader,
  parseVaultHeader,
  proveVaultHeader,
  type VaultHeader,
} from '../../../../main/vault/header/vault-header.ts';
import { concatBytes, utf8, type Bytes } from '../../../../src/base/bytes.ts';
import { countingRandom } from '../../../support/fake-random.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { testKey } from '../../../support/vault-fixture.ts';

const random = countingRandom();
const vaultId = new Uint8Array(16).fill(4);

function header(...kinds: readonly ('keychain' | 'passphrase' | 'recovery')[]): VaultHeader {
  const wraps = kinds.map((kind) => {
    const label = { kind, id: random.bytes(16), params: utf8(`params of ${kind}`) };
    return wrapVaultKey(testKey(1), testKey(2), label, vaultId, random);
  });
  return { vaultId, generation: 7, revision: 5, wraps };
}

const file = encodeVaultHeader(header('keychain'), testKey(1));

/** The file with a change, and with the checksum that goes with it: what somebody who wants to would write. */
function forged(change: (body: Bytes) => Bytes): Bytes {
  const body = change(file.slice(0, -32));
  return concatBytes(body, new Uint8Array(createHash('sha256').update(body).digest()));
}

function withByte(bytes: Bytes, at: number, change: (byte: number) => number): Bytes {
  const copy = bytes.slice();
  copy[at] = change(copy[at] ?? 0);
  return copy;
}

describe('vault header', () => {
  it('reads back what was written, with one wrap or with three', () => {
    for (const written of [header('keychain'), header('keychain', 'passphrase', 'recovery')]) {
      const { mac, version, ...read } = parseVaultHeader(encodeVaultHeader(written, testKey(1)));
      expect(read).toEqual(written);
      expect(version).toBe(3);
      expect(mac).toHaveLength(32);
    }
  });

  it('is proven by the vault key, and by no other', () => {
    const read = parseVaultHeader(file);
    expect(
      thrownCode(() => {
        proveVaultHeader(read, testKey(1));
      }),
    ).toBeNull();
    expect(
      thrownCode(() => {
        proveVaultHeader(read, testKey(2));
      }),
    ).toBe('vault-damaged');
  });

  it('is damaged when any one bit is flipped', () => {
    for (let at = 0; at < file.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const changed = withByte(file, at, (byte) => byte ^ (1 << bit));
        expect(thrownCode(() => parseVaultHeader(changed))).toBe('vault-damaged');
      }
    }
  });

  it('is damaged when cut anywhere, or longer than it was', () => {
    for (let size = 0; size < file.length; size += 1) {
      expect(thrownCode(() => parseVaultHeader(file.slice(0, size)))).toBe('vault-damaged');
    }
    const longer = concatBytes(file, new Uint8Array(1));
    expect(thrownCode(() => parseVaultHeader(longer))).toBe('vault-damaged');
  });

  it('is damaged when it is much too large to be one', () => {
    const large = forged((body) => concatBytes(body, new Uint8Array(5000)));
    expect(thrownCode(() => parseVaultHeader(large))).toBe('vault-damaged');
  });

  it('of a later version is newer, not damaged', () => {
    const later = forged((body) => withByte(body, 8, () => 4));
    expect(thrownCode(() => parseVaultHeader(later))).toBe('vault-newer');
  });

  it('with a kind of wrap that is not known is newer', () => {
    const later = forged((body) => withByte(body, 36, () => 77));
    expect(thrownCode(() => parseVaultHeader(later))).toBe('vault-newer');
  });

  it('forged with a right checksum is not proven, whatever was changed', () => {
    for (let at = 9; at < file.length - 32; at += 1) {
      const code = thrownCode(() => {
        proveVaultHeader(
          parseVaultHeader(forged((body) => withByte(body, at, (b) => b ^ 1))),
          testKey(1),
        );
      });
      expect(code, `byte ${String(at)}`).toMatch(/^vault-(?:damaged|newer)$/u);
    }
  });

  it('with another magic is damaged even when its checksum is right', () => {
    const other = forged((body) => withByte(body, 0, (byte) => byte ^ 1));
    expect(thrownCode(() => parseVaultHeader(other))).toBe('vault-damaged');
  });
});
