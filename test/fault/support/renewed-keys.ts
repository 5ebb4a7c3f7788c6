import { createHash } from 'node:crypto';
import type { NewWay } from '../../../main/vault/vault-keys.ts';
import { publishedVault, readHeaderFile } from '../../../main/vault/vault-files.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { secretOf, type VaultArguments } from '../../integration/vault/fixtures/vault-arguments.ts';

// The keychain's secret of each key of a vault, so that who renews it and who looks at what is left know the same.

/** How often the key of this vault was renewed, as its header says. */
export function generationOf({ dataFolder }: VaultArguments): number {
  return readHeaderFile(publishedVault(dataFolder)).generation;
}

/** What opens the vault while its key is the one of this number. */
export function secretOfKey(given: VaultArguments, generation: number): SecretBytes {
  if (generation === 0) return secretOf(given);
  const hash = createHash('sha256')
    .update(`secret of key ${String(generation)}`)
    .digest();
  return new SecretBytes(new Uint8Array(hash));
}

export function wayOfKey(given: VaultArguments, generation: number): NewWay {
  const id = new Uint8Array(16).fill(generation);
  return {
    label: { kind: 'keychain', id, params: new Uint8Array() },
    secret: secretOfKey(given, generation),
  };
}
