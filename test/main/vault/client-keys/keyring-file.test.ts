import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../main/platform/system-random.ts';
import {
  encodeKeyring,
  parseKeyring,
  type Keyring,
} from '../../../../main/vault/client-keys/keyring-file.ts';
import { concatBytes, type Bytes } from '../../../../src/base/bytes.ts';
import type { ClientId } from '../../../../src/contract/ids.ts';
import { testId } from '../../../support/fake-ids.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { testKey } from '../../../support/vault-fixture.ts';

const sealing = { sealing: testKey(), vaultId: new Uint8Array(16).fill(7) };
const [heron, wren] = [testId<ClientId>(1), testId<ClientId>(2)];

const keyring: Keyring = {
  revision: 5,
  keys: new Map([[heron, testKey(9)]]),
  destroyed: new Set([wren]),
};

const encoded = (): Bytes => encodeKeyring(keyring, sealing, systemRandom);

/** The file with its first bytes as given, and a checksum that fits. */
function checksummed(file: Bytes): Bytes {
  const content = file.slice(0, -32);
  return concatBytes(content, new Uint8Array(createHash('sha256').update(content).digest()));
}

describe('the file of a keyring', () => {
  it('has its keys, its revision, and who was destroyed', () => {
    const read = parseKeyring(encoded(), sealing);
    expect(read).toEqual(keyring);
    expect(read.keys.get(heron)?.expose((bytes) => bytes.slice())).toEqual(
      testKey(9).expose((bytes) => bytes.slice()),
    );
  });

  it('has no key in it that is not sealed', () => {
    const key = testKey(9).expose((bytes) => Buffer.from(bytes));
    expect(Buffer.from(encoded()).includes(key)).toBe(false);
  });

  it('is damaged with any bit flipped, and cut at any byte', () => {
    const file = encoded();
    for (let at = 0; at < file.length; at += 1) {
      const flipped = file.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      expect(thrownCode(() => parseKeyring(flipped, sealing))).toBe('vault-damaged');
      expect(thrownCode(() => parseKeyring(file.slice(0, at), sealing))).toBe('vault-damaged');
    }
  });

  it.each([
    ['the revision', 8 + 1 + 16 + 5, 'vault-damaged'],
    ['the vault', 8 + 1, 'vault-damaged'],
    ['what is sealed', 8 + 1 + 16 + 6 + 12 + 4, 'vault-damaged'],
    ['the version', 8, 'vault-newer'],
  ])('is not believed when somebody changes %s and the checksum', (_what, at, code) => {
    const file = encoded();
    file[at] = (file[at] ?? 0) ^ 1;
    expect(thrownCode(() => parseKeyring(checksummed(file), sealing))).toBe(code);
  });

  it('opens by the key and for the vault that it was sealed for', () => {
    const other = [
      { ...sealing, sealing: testKey(2) },
      { ...sealing, vaultId: new Uint8Array(16) },
    ];
    for (const wrong of other) {
      expect(thrownCode(() => parseKeyring(encoded(), wrong))).toBe('vault-damaged');
    }
  });
});
