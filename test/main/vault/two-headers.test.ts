import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { encodeVaultHeader } from '../../../main/vault/header/vault-header.ts';
import type { VaultWay } from '../../../src/domain/vault-ways.ts';
import { publishedVault, readHeaderFile } from '../../../main/vault/vault-files.ts';
import type { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { thrownCode } from '../../support/thrown-code.ts';
import { makeVault, testKey, type MadeVault } from '../../support/vault-fixture.ts';

function files({ dataFolder }: MadeVault): {
  readonly header: string;
  readonly secondHeader: string;
} {
  return publishedVault(dataFolder);
}

function damage(path: string): void {
  const bytes = readFileSync(path);
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

/** Adds, or changes, the way of the recovery key. */
function putRecovery(made: MadeVault, secret: SecretBytes): void {
  const vault = made.store.open(made.secret.secret);
  const label = { kind: 'recovery', id: systemRandom.bytes(16), params: new Uint8Array() } as const;
  vault.keys.put({ label, secret });
  vault.close();
}

function openCode(made: MadeVault, secret = made.secret.secret, way: VaultWay = 'keychain') {
  return thrownCode(() => {
    made.store.open(secret, { way }).close();
  });
}

describe('a vault whose header lies in two files', () => {
  it('has both of them from its beginning, and after each change', () => {
    const made = makeVault();
    const { header, secondHeader } = files(made);
    expect(readFileSync(header)).toEqual(readFileSync(secondHeader));
    putRecovery(made, testKey(5));
    expect(readFileSync(header)).toEqual(readFileSync(secondHeader));
    expect(readHeaderFile(publishedVault(made.dataFolder)).revision).toBe(1);
  });

  it.each(['header', 'secondHeader'] as const)(
    'opens without the one that is damaged (%s), says so, makes it anew, and says no more',
    (which) => {
      const made = makeVault();
      const path = files(made)[which];
      const before = readFileSync(path);
      damage(path);
      const vault = made.store.open(made.secret.secret);
      expect(vault.isMended).toBe(true);
      expect(readFileSync(path)).toEqual(before);
      vault.close();
      const again = made.store.open(made.secret.secret);
      expect(again.isMended).toBe(false);
      again.close();
    },
  );

  it('gets its second one when it is from before, without a word', () => {
    const made = makeVault();
    rmSync(files(made).secondHeader);
    const vault = made.store.open(made.secret.secret);
    expect(vault.isMended).toBe(false);
    vault.close();
    expect(readFileSync(files(made).secondHeader)).toEqual(readFileSync(files(made).header));
  });

  it('says that it is the header when both are damaged, and changes nothing', () => {
    const made = makeVault();
    const { header, secondHeader } = files(made);
    for (const path of [header, secondHeader]) damage(path);
    const before = [readFileSync(header), readFileSync(secondHeader)];
    expect(openCode(made)).toBe('vault-header-damaged');
    expect(thrownCode(() => made.store.ways())).toBe('vault-header-damaged');
    expect([readFileSync(header), readFileSync(secondHeader)]).toEqual(before);
  });

  it('is opened by neither an old secret nor an old copy, when the last header is gone', () => {
    const made = makeVault();
    const { header, secondHeader } = files(made);
    putRecovery(made, testKey(5));
    const old = readFileSync(secondHeader);
    putRecovery(made, testKey(6));
    // The second copy was not reached any more, and then the first was lost.
    writeFileSync(secondHeader, old);
    expect(openCode(made, testKey(5), 'recovery')).toBe('vault-wrong-key');
    damage(header);
    expect(openCode(made, testKey(5), 'recovery')).toBe('vault-rolled-back');
    expect(readFileSync(secondHeader)).toEqual(old);
    // A person decides to go on; from then on this one is the last.
    const accepted = { way: 'recovery', acceptOlder: true } as const;
    made.store.open(testKey(5), accepted).close();
    expect(openCode(made, testKey(5), 'recovery')).toBeNull();
    expect(readHeaderFile(publishedVault(made.dataFolder)).revision).toBe(3);
  });

  it('opens from the second when the first is of somebody without the key', () => {
    const made = makeVault();
    const { header } = files(made);
    const whole = readFileSync(header);
    const found = readHeaderFile(publishedVault(made.dataFolder));
    writeFileSync(header, encodeVaultHeader({ ...found, revision: 9 }, testKey(9)));
    const vault = made.store.open(made.secret.secret);
    expect(vault.isMended).toBe(true);
    vault.close();
    expect(readFileSync(header)).toEqual(whole);
  });

  it('goes on when the second cannot be written, and has it written the next time', () => {
    const made = makeVault();
    const { header, secondHeader } = files(made);
    mkdirSync(`${secondHeader}.new`);
    putRecovery(made, testKey(5));
    expect(readFileSync(header)).not.toEqual(readFileSync(secondHeader));
    rmSync(`${secondHeader}.new`, { recursive: true });
    expect(openCode(made, testKey(5), 'recovery')).toBeNull();
    expect(readFileSync(header)).toEqual(readFileSync(secondHeader));
  });
});
