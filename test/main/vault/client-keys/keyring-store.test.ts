import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../main/platform/system-random.ts';
import type { KeyringStore } from '../../../../main/vault/client-keys/client-keys.ts';
import { createKeyringStore } from '../../../../main/vault/client-keys/keyring-store.ts';
import type { Keyring } from '../../../../main/vault/client-keys/keyring-file.ts';
import type { ClientId } from '../../../../src/contract/ids.ts';
import { testId } from '../../../support/fake-ids.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { testKey } from '../../../support/vault-fixture.ts';

const keyring = (revision: number): Keyring => ({
  revision,
  keys: new Map([[testId<ClientId>(1), testKey(9)]]),
  destroyed: new Set(),
});

function made(): { store: KeyringStore; first: string; second: string } {
  const first = `${temporaryFolder()}/vault.keyring`;
  const second = `${first}.2`;
  const sealing = { sealing: testKey(), vaultId: new Uint8Array(16) };
  return { store: createKeyringStore([first, second], sealing, systemRandom), first, second };
}

describe('a keyring in two files', () => {
  it('is not there before it was written', () => {
    expect(made().store.read()).toBeNull();
  });

  it('gives back what was written last', () => {
    const { store } = made();
    store.write(keyring(1), false);
    store.write(keyring(2), true);
    expect(store.read()).toEqual(keyring(2));
  });

  it.each([
    [
      'is gone',
      (path: string) => {
        rmSync(path);
      },
    ],
    [
      'is damaged',
      (path: string) => {
        writeFileSync(path, 'something else');
      },
    ],
  ])('is whole when one file %s, whichever, and that is made anew', (_what, harm) => {
    for (const which of ['first', 'second'] as const) {
      const one = made();
      one.store.write(keyring(3), false);
      harm(one[which]);
      expect(one.store.read()).toEqual(keyring(3));
      rmSync(which === 'first' ? one.second : one.first);
      expect(one.store.read()).toEqual(keyring(3));
    }
  });

  it('is the newer of the two, when the power went in between', () => {
    const { store, first, second } = made();
    store.write(keyring(3), false);
    const old = readFileSync(second);
    store.write(keyring(4), false);
    writeFileSync(second, old);
    expect(store.read()?.revision).toBe(4);
    rmSync(first);
    expect(store.read()?.revision).toBe(4);
  });

  it('is damaged when both files are, or the only one', () => {
    const { store, first, second } = made();
    store.write(keyring(3), false);
    writeFileSync(first, 'something else');
    rmSync(second);
    expect(thrownCode(() => store.read())).toBe('vault-damaged');
    writeFileSync(second, 'something else');
    expect(thrownCode(() => store.read())).toBe('vault-damaged');
  });

  it.skipIf(process.platform === 'win32')(
    'overwrites what was there before, when a key has to go',
    () => {
      const { store, first, second } = made();
      store.write(keyring(1), false);
      // Other names for the same blocks: they show what becomes of them.
      for (const path of [first, second]) linkSync(path, `${path}.before`);
      store.write(keyring(2), true);
      for (const path of [first, second]) {
        const before = readFileSync(`${path}.before`);
        expect(before.length).toBeGreaterThan(100);
        expect(before.every((byte) => byte === 0)).toBe(true);
      }
      expect(store.read()?.revision).toBe(2);
    },
  );

  it('says so when it cannot be written', () => {
    const { store, second } = made();
    mkdirSync(`${second}.new`);
    const write = (): void => {
      store.write(keyring(1), false);
    };
    expect(thrownCode(write)).toBe('internal');
    expect(store.read()?.revision).toBe(1);
  });
});
