import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../main/platform/system-random.ts';
import {
  encodeBackupKeyring,
  openBackupKeyring,
  openByKey,
  parseBackupKeyring,
} from '../../../../main/vault/backup/backup-keyring.ts';
import { wrapVaultKey } from '../../../../main/vault/header/key-wrap.ts';
import type { ClientId } from '../../../../src/contract/ids.ts';
import { testId } from '../../../support/fake-ids.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { testKey } from '../../../support/vault-fixture.ts';

const vaultId = new Uint8Array(16).fill(7);
const keyId = new Uint8Array(16).fill(8);
const [paper, heron] = [testKey(20), testId<ClientId>(1)];
const earlier = [
  { keyId: new Uint8Array(16).fill(1), key: testKey(2) },
  { keyId: new Uint8Array(16).fill(3), key: testKey(4) },
];

function encoded(): Uint8Array<ArrayBuffer> {
  const key = testKey(9);
  const label = { kind: 'recovery', id: keyId, params: new Uint8Array(7) } as const;
  const wrap = wrapVaultKey(key, paper, label, vaultId, systemRandom);
  const keyring = {
    revision: 3,
    keys: new Map([[heron, testKey(10)]]),
    destroyed: new Set([testId<ClientId>(2)]),
  };
  return encodeBackupKeyring(
    { vaultId, generation: 5, keyring, current: { keyId, key, wrap }, earlier },
    systemRandom,
  );
}

describe('the keyring of a backup folder', () => {
  it('opens with the recovery key, and has every key in it', () => {
    const opened = openBackupKeyring(parseBackupKeyring(encoded()), paper);
    expect(opened.keyring.revision).toBe(3);
    expect(opened.keyring.keys.get(heron)?.expose((bytes) => bytes[0])).toBe(10);
    expect([...opened.keyring.destroyed]).toEqual([testId(2)]);
    expect(opened.keys.map(({ key }) => key.expose((bytes) => bytes[0]))).toEqual([9, 2, 4]);
  });

  it('opens with nothing else', () => {
    const sealed = parseBackupKeyring(encoded());
    expect(thrownCode(() => openBackupKeyring(sealed, testKey(21)))).toBe('vault-wrong-key');
    expect(thrownCode(() => openByKey(sealed, testKey(21)))).toBe('vault-damaged');
    const ofOther = { ...sealed, vaultId: keyId };
    expect(thrownCode(() => openBackupKeyring(ofOther, paper))).toBe('vault-wrong-key');
  });

  it('is damaged when any bit of it is another one', () => {
    const file = encoded();
    for (let at = 0; at < file.length; at += 5) {
      const copy = file.slice();
      copy[at] = (copy[at] ?? 0) ^ 4;
      expect(thrownCode(() => parseBackupKeyring(copy))).toBe('vault-damaged');
    }
  });

  it('is refused when whoever forged it could only make the checksum fit', () => {
    const [one, other] = [parseBackupKeyring(encoded()), parseBackupKeyring(encoded())];
    const mixed = { ...one, earlierKeys: other.earlierKeys };
    expect(thrownCode(() => openBackupKeyring(mixed, paper))).toBe('vault-damaged');
  });
});
