import { assertNever } from '../../src/base/assert-never.ts';
import { equalBytes } from '../../src/base/bytes.ts';
import type { Log } from '../../src/base/ports.ts';
import type { SecretBytes } from '../../src/base/secret-bytes.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { KeychainSecret } from '../vault/vault-store.ts';
import type { KeychainPort } from '../ports/keychain-port.ts';

/** @throws AppError keychain-missing, keychain-unavailable, keychain-refused: three different things to do */
export async function readSecret(keychain: KeychainPort, entryId: string): Promise<SecretBytes> {
  const read = await keychain.read(entryId);
  switch (read.outcome) {
    case 'found':
      return read.secret;
    case 'missing':
      throw new AppError('keychain-missing');
    case 'unavailable':
      throw new AppError('keychain-unavailable');
    case 'refused':
      throw new AppError('keychain-refused');
    default:
      return assertNever(read, 'readSecret');
  }
}

/**
 * Stores the secret and reads it back: a vault is made only once the keychain is known to keep what opens it.
 * @throws AppError keychain-unavailable, keychain-refused
 */
export async function storeSecret(
  keychain: KeychainPort,
  { entryId, secret }: KeychainSecret,
): Promise<void> {
  const written = await keychain.write(entryId, secret);
  switch (written.outcome) {
    case 'written':
      break;
    case 'unavailable':
      throw new AppError('keychain-unavailable');
    case 'refused':
      throw new AppError('keychain-refused');
    default:
      assertNever(written, 'storeSecret');
  }
  const kept = await readSecret(keychain, entryId);
  const isSame = kept.expose((a) => secret.expose((b) => equalBytes(a, b)));
  kept.wipe();
  if (!isSame) throw new AppError('keychain-unavailable', 'it did not keep the secret');
}

/** What came to open nothing does not stay in the keychain. Should it stay all the same, it opens nothing. */
export async function forgetSecret(
  { keychain, log }: { readonly keychain: KeychainPort; readonly log: Log },
  entryId: string,
): Promise<void> {
  const { outcome } = await keychain.remove(entryId);
  if (outcome !== 'removed') log.warn('new-entry-kept', { code: outcome });
}
