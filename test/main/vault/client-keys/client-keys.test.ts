import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../main/platform/system-random.ts';
import { openClientKeys } from '../../../../main/vault/client-keys/client-keys.ts';
import type { Keyring } from '../../../../main/vault/client-keys/keyring-file.ts';
import { places } from '../../../../main/vault/client-keys/places.ts';
import { AppError } from '../../../../src/errors/app-error.ts';
import { utf8 } from '../../../../src/base/bytes.ts';
import type { ClientId } from '../../../../src/contract/ids.ts';
import { memoryKeyring } from '../../../support/client-keys.ts';
import { testId } from '../../../support/fake-ids.ts';
import { thrownCode } from '../../../support/thrown-code.ts';

const [heron, wren] = [testId<ClientId>(1), testId<ClientId>(2)];
const place = places.phrase(heron);

function made() {
  const store = memoryKeyring();
  return { store, keys: openClientKeys(store, systemRandom, true) };
}

describe('the keys of clients', () => {
  it('are begun only where there were none before', () => {
    expect(thrownCode(() => openClientKeys(memoryKeyring(), systemRandom, false))).toBe(
      'vault-damaged',
    );
  });

  it('are written before anything is sealed under them', () => {
    const { store, keys } = made();
    expect(thrownCode(() => keys.seal(place, utf8('a')))).toBe('vault-damaged');
    keys.add([heron]);
    expect(store.written.at(-1)?.keys.has(heron)).toBe(true);
    expect(keys.openText(place, keys.sealText(place, '\ufeffa phrase'))).toBe('\ufeffa phrase');
  });

  it('are different, and stay when another is added', () => {
    const { keys } = made();
    keys.add([heron]);
    const sealed = keys.sealText(place, 'a phrase');
    keys.add([heron, wren]);
    expect(keys.openText(place, sealed)).toBe('a phrase');
    const forWren = keys.sealText(places.phrase(wren), 'a phrase');
    expect(thrownCode(() => keys.open(place, forWren))).toBe('vault-damaged');
  });

  it('count every change', () => {
    const { store, keys } = made();
    keys.add([heron]);
    keys.add([wren]);
    keys.destroy(wren);
    expect(store.written.map(({ revision }) => revision)).toEqual([1, 2, 3]);
    expect(keys.revision).toBe(3);
  });

  it('open nothing of who was destroyed, who never gets another', () => {
    const { store, keys } = made();
    keys.add([heron, wren]);
    const sealed = keys.sealText(place, 'a phrase');
    const before = store.written.at(-1)?.keys.get(heron);
    keys.destroy(heron);
    expect(before?.isWiped).toBe(true);
    expect(store.written.at(-1)).toMatchObject({ destroyed: new Set([heron]) });
    expect(store.written.at(-1)?.keys.has(heron)).toBe(false);
    expect(thrownCode(() => keys.open(place, sealed))).toBe('vault-damaged');
    expect(
      thrownCode(() => {
        keys.add([heron]);
      }),
    ).toBe('conflict');
    expect(keys.has(wren)).toBe(true);
  });

  it('have no revision twice, also when writing failed', () => {
    const store = memoryKeyring();
    let isFull = true;
    const full = {
      read: () => null,
      write: (keyring: Keyring, erasing: boolean) => {
        if (isFull) throw new AppError('disk-full');
        store.write(keyring, erasing);
      },
    };
    const keys = openClientKeys(full, systemRandom, true);
    const add = (clientId: ClientId): string | null =>
      thrownCode(() => {
        keys.add([clientId]);
      });
    expect(add(heron)).toBe('disk-full');
    isFull = false;
    expect(add(wren)).toBeNull();
    expect(store.written.map(({ revision }) => revision)).toEqual([2]);
  });

  it('of an older keyring are taken over for who is there, and for nobody else', () => {
    const { store, keys } = made();
    keys.add([heron, wren]);
    keys.adopt(9, new Set([wren]), new Set([heron]));
    expect(store.written.at(-1)).toMatchObject({ revision: 9, destroyed: new Set([heron]) });
    expect([keys.has(heron), keys.has(wren)]).toEqual([false, true]);
  });

  it('are forgotten when the vault closes', () => {
    const { keys } = made();
    keys.add([heron]);
    const key = keys.lend((keyring) => keyring.keys.get(heron));
    keys.wipe();
    expect(key?.isWiped).toBe(true);
    expect(thrownCode(() => keys.sealText(place, 'a'))).toBe('vault-locked');
    expect(
      thrownCode(() => {
        keys.add([wren]);
      }),
    ).toBe('vault-locked');
  });
});
