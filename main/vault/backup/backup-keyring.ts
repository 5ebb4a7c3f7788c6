import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { concatBytes, equalBytes, utf8, type Bytes } from '../../../src/base/bytes.ts';
import type { Random } from '../../../src/base/ports.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { encodeKeyring, parseKeyring, type Keyring } from '../client-keys/keyring-file.ts';
import { ByteReader, u16, u32, u48 } from '../header/byte-reader.ts';
import { unwrapVaultKey, wrapSizes, type KeyWrap } from '../header/key-wrap.ts';
import type { BackupKey, KnownBackupKey } from './backup-keys.ts';

// The keyring of a backup folder: what opens every content backup that lies beside it. It lies there twice (keyring-copies.ts). As a file:
//
//   magic 8 · version 1 · vault id 16 · generation 6 · wrap of the backup key · clients' keys · earlier backup keys · checksum 32
//   wrap: key id 16 · length of params 2 · params · nonce 12 · sealed key 48
//   clients' keys: length 4 · a keyring as in the vault (keyring-file.ts), sealed under the backup key
//   earlier backup keys: nonce 12 · sealed (key id 16 · key 32) … · tag 16
//
// The earlier keys are sealed with AES-256-GCM under a key from the backup key; everything before them is authenticated with
// them. The checksum (SHA-256 of everything before it) tells a damaged file from a wrong recovery key. The generation counts how often it
// was written; version 1 had none, and is read as 0.

const magic = utf8('QRBKEYS\n');
const version = 2;
const versionWithoutGeneration = 1;
const generationSizeBytes = 6;
const nonceSizeBytes = 12;
const tagSizeBytes = 16;
const checksumSizeBytes = 32;
/** No keyring is larger. */
export const maxKeyringBytes = 16 * 1024 * 1024;

/** As it was read: whole, and nothing of it opened. */
export interface SealedBackupKeyring {
  readonly vaultId: Bytes;
  /** Of two copies, the one with the greater is the newer. */
  readonly generation: number;
  /** What the recovery key opens; `id` names the key. */
  readonly wrap: KeyWrap;
  readonly clientKeys: Bytes;
  readonly nonce: Bytes;
  readonly earlierKeys: Bytes;
  /** Everything before the earlier keys. */
  readonly head: Bytes;
}

/** What lies in it. Whoever gets it wipes it with `wipeBackupKeyring`. */
export interface OpenBackupKeyring {
  readonly vaultId: Bytes;
  readonly keyring: Keyring;
  /** Of the present backup key: what the recovery key opens. */
  readonly wrap: KeyWrap;
  /** The present backup key first. */
  readonly keys: readonly [KnownBackupKey, ...KnownBackupKey[]];
}

export interface BackupKeyringContent {
  readonly vaultId: Bytes;
  readonly generation: number;
  readonly keyring: Keyring;
  readonly current: BackupKey;
  readonly earlier: readonly KnownBackupKey[];
}

/** The file's bytes. */
export function encodeBackupKeyring(content: BackupKeyringContent, random: Random): Bytes {
  const { vaultId, generation, keyring, current, earlier } = content;
  const { wrap, key } = current;
  const clientKeys = encodeKeyring(keyring, { sealing: key, vaultId }, random);
  const nonce = random.bytes(nonceSizeBytes);
  const head = concatBytes(
    concatBytes(magic, new Uint8Array([version]), vaultId, u48(generation)),
    concatBytes(wrap.id, u16(wrap.params.length), wrap.params, wrap.nonce, wrap.sealed),
    concatBytes(u32(clientKeys.length), clientKeys, nonce),
  );
  const plain = concatBytes(
    ...earlier.map((one) => one.key.expose((bytes) => concatBytes(one.keyId, bytes))),
  );
  try {
    const sealed = withEarlierKey(key, vaultId, (sealing) => {
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce);
      cipher.setAAD(head);
      return concatBytes(cipher.update(plain), cipher.final(), cipher.getAuthTag());
    });
    const file = concatBytes(head, sealed);
    return concatBytes(file, sha256(file));
  } finally {
    plain.fill(0);
  }
}

/** @throws AppError vault-damaged when any bit is not what was written, vault-newer */
export function parseBackupKeyring(file: Bytes): SealedBackupKeyring {
  const end = file.length - checksumSizeBytes;
  if (end < magic.length || file.length > maxKeyringBytes) throw damaged('size');
  if (!equalBytes(sha256(file.subarray(0, end)), file.subarray(end))) throw damaged('checksum');
  const reader = new ByteReader(file.slice(0, end));
  if (!equalBytes(reader.take(magic.length), magic)) throw damaged('magic');
  const written = reader.u8();
  if (written > version) throw new AppError('vault-newer', 'keyring of backups');
  const counts = written !== versionWithoutGeneration;
  const vaultId = reader.take(wrapSizes.id);
  const generation = counts ? reader.u48() : 0;
  const id = reader.take(wrapSizes.id);
  const params = reader.take(reader.u16());
  const wrapNonce = reader.take(wrapSizes.nonce);
  const wrap = { kind: 'recovery', id, params, nonce: wrapNonce, sealed: reader.take(48) } as const;
  const clientKeys = reader.take(reader.u32());
  const nonce = reader.take(nonceSizeBytes);
  const counted = counts ? generationSizeBytes : 0;
  const headSize = magic.length + 1 + counted + wrapSizes.id * 2 + 2 + params.length;
  const headEnd =
    headSize + wrapSizes.nonce + wrapSizes.sealed + 4 + clientKeys.length + nonceSizeBytes;
  const earlierKeys = reader.take(end - headEnd);
  return {
    vaultId,
    generation,
    wrap,
    clientKeys,
    nonce,
    earlierKeys,
    head: file.slice(0, headEnd),
  };
}

/** Opens it by what the typed recovery key says. @throws AppError vault-wrong-key, vault-damaged */
export function openBackupKeyring(
  sealed: SealedBackupKeyring,
  secret: SecretBytes,
): OpenBackupKeyring {
  return openByKey(sealed, unwrapVaultKey(sealed.wrap, secret, sealed.vaultId));
}

/** Opens it by the backup key, which then belongs to what is returned. @throws AppError vault-damaged */
export function openByKey(sealed: SealedBackupKeyring, key: SecretBytes): OpenBackupKeyring {
  const { vaultId, wrap, clientKeys } = sealed;
  try {
    const earlier = openEarlierKeys(sealed, key);
    const keyring = parseKeyring(clientKeys, { sealing: key, vaultId });
    return { vaultId, keyring, wrap, keys: [{ keyId: wrap.id, key }, ...earlier] };
  } catch (error) {
    key.wipe();
    throw error;
  }
}

/** Forgets everything of it. */
export function wipeBackupKeyring({ keyring, keys }: OpenBackupKeyring): void {
  for (const { key } of keys) key.wipe();
  for (const key of keyring.keys.values()) key.wipe();
}

function openEarlierKeys(
  { vaultId, nonce, earlierKeys, head }: SealedBackupKeyring,
  key: SecretBytes,
): readonly KnownBackupKey[] {
  const plain = withEarlierKey(key, vaultId, (sealing) => {
    const tagAt = earlierKeys.length - tagSizeBytes;
    if (tagAt < 0) throw damaged('too short');
    const decipher = createDecipheriv('aes-256-gcm', sealing, nonce, {
      authTagLength: tagSizeBytes,
    });
    decipher.setAAD(head);
    decipher.setAuthTag(earlierKeys.subarray(tagAt));
    const opened = new Uint8Array(decipher.update(earlierKeys.subarray(0, tagAt)));
    try {
      decipher.final();
    } catch {
      opened.fill(0);
      throw damaged('sealed by another key');
    }
    return opened;
  });
  const reader = new ByteReader(plain);
  const keys: KnownBackupKey[] = [];
  const entrySize = wrapSizes.id + wrapSizes.key;
  for (let left = Math.ceil(plain.length / entrySize); left > 0; left -= 1) {
    keys.push({
      keyId: reader.take(wrapSizes.id),
      key: new SecretBytes(reader.take(wrapSizes.key)),
    });
  }
  plain.fill(0);
  return keys;
}

function withEarlierKey<T>(key: SecretBytes, vaultId: Bytes, use: (key: Bytes) => T): T {
  const sealing = key.expose(
    (bytes) => new Uint8Array(hkdfSync('sha256', bytes, vaultId, 'quietroom/backup/earlier/1', 32)),
  );
  try {
    return use(sealing);
  } finally {
    sealing.fill(0);
  }
}

function sha256(bytes: Bytes): Bytes {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

function damaged(what: string): AppError {
  return new AppError('vault-damaged', `keyring of backups: ${what}`);
}
