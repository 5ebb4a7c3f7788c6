import { systemRandom } from '../../main/platform/system-random.ts';
import {
  openClientKeys,
  type ClientKeys,
  type KeyringStore,
} from '../../main/vault/client-keys/client-keys.ts';
import type { Keyring } from '../../main/vault/client-keys/keyring-file.ts';
import type { ClientId } from '../../src/contract/ids.ts';
import { testId } from './fake-ids.ts';

/** A keyring that is kept nowhere, and every one that was written. */
export function memoryKeyring(): KeyringStore & { readonly written: readonly Keyring[] } {
  const written: Keyring[] = [];
  return {
    written,
    read: () => written.at(-1) ?? null,
    write: (keyring) => {
      written.push(keyring);
    },
  };
}

/** Keys of the clients 1 to 3, kept nowhere. */
export function testClientKeys(): ClientKeys {
  const keys = openClientKeys(memoryKeyring(), systemRandom, true);
  keys.add([1, 2, 3].map((number) => testId<ClientId>(number)));
  return keys;
}
