import { fromBase64Url } from '../../src/base/base64url.ts';
import { utf8, type Bytes } from '../../src/base/bytes.ts';
import type { Clock, Random } from '../../src/base/ports.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import { costFor } from '../../src/domain/passphrase-cost.ts';
import { readRecoveryKey, recoveryKeySizeBytes } from '../../src/domain/recovery-key.ts';
import { isPassphrase, normalPassphrase } from '../../src/domain/vault-ways.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { KeychainPort } from '../ports/keychain-port.ts';
import type { PassphraseKdf } from '../ports/passphrase-kdf.ts';
import { backupSecret } from '../vault/backup/backup-keys.ts';
import { wrapSizes, type WrapLabel } from '../vault/header/key-wrap.ts';
import {
  encodePassphraseParams,
  readPassphraseParams,
  saltSizeBytes,
} from '../vault/header/passphrase-params.ts';
import { encodeRecoveryParams, recoverySecret } from '../vault/header/recovery-params.ts';
import type { NewWay } from '../vault/vault-keys.ts';
import type { KeychainSecret } from '../vault/vault-store.ts';
import { storeSecret } from './keychain-secret.ts';

// How each way into a vault is made, and how its secret is got at again. Whoever is given a secret wipes it.

/** A recovery key with the wrap that it will open. */
export interface NewRecoveryKey {
  readonly way: NewWay;
  /** What opens the backups that are made from then on. */
  readonly backupSecret: SecretBytes;
  /** What is printed. */
  readonly bytes: Bytes;
}

/** Puts a new secret into the keychain first. @throws AppError keychain-unavailable, keychain-refused */
export async function newKeychainWay(
  keychain: KeychainPort,
  fresh: KeychainSecret,
): Promise<NewWay> {
  await storeSecret(keychain, fresh);
  const id = fromBase64Url(fresh.entryId);
  if (!id) throw new AppError('internal', 'entry id');
  return { label: { kind: 'keychain', id, params: utf8(keychain.name) }, secret: fresh.secret };
}

/** Takes about a second: it first finds out what this machine can do. @throws AppError bad-request when too short */
export async function newPassphraseWay(
  typed: string,
  { kdf, random }: { readonly kdf: PassphraseKdf; readonly random: Random },
): Promise<NewWay> {
  if (!isPassphrase(typed)) throw new AppError('bad-request');
  const params = {
    cost: costFor(await kdf.measureLeastMs()),
    salt: random.bytes(saltSizeBytes),
  };
  const label: WrapLabel = {
    kind: 'passphrase',
    id: random.bytes(wrapSizes.id),
    params: encodePassphraseParams(params),
  };
  return { label, secret: await passphraseSecret(typed, label, kdf) };
}

/** What a typed passphrase says to a wrap. @throws AppError vault-newer, vault-damaged */
export async function passphraseSecret(
  typed: string,
  { params }: WrapLabel,
  kdf: PassphraseKdf,
): Promise<SecretBytes> {
  const { cost, salt } = readPassphraseParams(params);
  const passphrase = new SecretBytes(utf8(normalPassphrase(typed)));
  try {
    return await kdf.derive(passphrase, salt, cost);
  } finally {
    passphrase.wipe();
  }
}

/** Nothing of it is kept yet. */
export function newRecoveryKey({
  random,
  clock,
}: {
  readonly random: Random;
  readonly clock: Clock;
}): NewRecoveryKey {
  const bytes = random.bytes(recoveryKeySizeBytes);
  const label: WrapLabel = {
    kind: 'recovery',
    id: random.bytes(wrapSizes.id),
    params: encodeRecoveryParams(clock.nowMs()),
  };
  return {
    way: { label, secret: secretOf(bytes, label, recoverySecret) },
    backupSecret: secretOf(bytes, label, backupSecret),
    bytes,
  };
}

/**
 * What a typed recovery key says to a wrap, of a vault or, by another `secretFor`, of its backups.
 * @throws AppError recovery-key-mistyped
 */
export function typedRecoverySecret(
  typed: string,
  label: Pick<WrapLabel, 'id'>,
  secretFor: SecretOfKey = recoverySecret,
): SecretBytes {
  const read = readRecoveryKey(typed);
  if (read.outcome === 'mistyped') throw new AppError('recovery-key-mistyped');
  try {
    return secretOf(read.bytes, label, secretFor);
  } finally {
    read.bytes.fill(0);
  }
}

type SecretOfKey = (recoveryKey: SecretBytes, id: Bytes) => SecretBytes;

function secretOf(
  bytes: Bytes,
  { id }: Pick<WrapLabel, 'id'>,
  secretFor: SecretOfKey,
): SecretBytes {
  const key = new SecretBytes(bytes.slice());
  try {
    return secretFor(key, id);
  } finally {
    key.wipe();
  }
}
