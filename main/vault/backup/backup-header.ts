import { createHmac, hkdfSync } from 'node:crypto';
import { concatBytes, equalBytes, utf8, type Bytes } from '../../../src/base/bytes.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { ByteReader, u48 } from '../header/byte-reader.ts';
import { wrapSizes } from '../header/key-wrap.ts';

// A content backup: a head of 256 bytes, and after it an encrypted database, byte for byte. The head:
//
//   magic 8 · version 1 · vault id 16 · key id 16 · made at 6 · revision of the keyring 6 · size of the database 6 ·
//   SHA-256 of the database 32 · MAC 32 · zeros
//
// The MAC is HMAC-SHA-256 of everything before it, under a key from the backup key of that id. Without that key the hash
// alone tells whether the file is whole; with it, the MAC tells that it is ours.

const magic = utf8('QRBACKUP');
const version = 1;
const hashSizeBytes = 32;
export const headSizeBytes = 256;

/** What a content backup says of itself. */
export interface BackupHead {
  readonly vaultId: Bytes;
  /** Of the backup key that opens it. */
  readonly keyId: Bytes;
  /** Milliseconds since 1970. */
  readonly madeAtMs: number;
  /** With an older keyring, clients in it have no key. */
  readonly keyringRevision: number;
  /** Of the database in it. */
  readonly sizeBytes: number;
  readonly sha256: Bytes;
}

export interface UnprovenBackupHead extends BackupHead {
  readonly mac: Bytes;
}

export function encodeBackupHead(head: BackupHead, key: SecretBytes): Bytes {
  const body = encodeBody(head);
  const bytes = new Uint8Array(headSizeBytes);
  bytes.set(concatBytes(body, macOf(body, key)));
  return bytes;
}

/** @throws AppError vault-damaged, vault-newer */
export function parseBackupHead(bytes: Bytes): UnprovenBackupHead {
  const reader = new ByteReader(bytes);
  if (!equalBytes(reader.take(magic.length), magic)) throw damaged('magic');
  if (reader.u8() !== version) throw new AppError('vault-newer', 'backup');
  return {
    vaultId: reader.take(wrapSizes.id),
    keyId: reader.take(wrapSizes.id),
    madeAtMs: reader.u48(),
    keyringRevision: reader.u48(),
    sizeBytes: reader.u48(),
    sha256: reader.take(hashSizeBytes),
    mac: reader.take(hashSizeBytes),
  };
}

/** @throws AppError vault-damaged unless whoever wrote it held this key */
export function proveBackupHead(head: UnprovenBackupHead, key: SecretBytes): void {
  if (!equalBytes(macOf(encodeBody(head), key), head.mac)) throw damaged('MAC');
}

/** The key of the database in a backup: HKDF-SHA-256 (RFC 5869) of the backup key. Whoever gets it wipes it. */
export function contentKey(key: SecretBytes, vaultId: Bytes): SecretBytes {
  return derived(key, vaultId, 'quietroom/backup/content/1');
}

function encodeBody(head: BackupHead): Bytes {
  return concatBytes(
    concatBytes(magic, new Uint8Array([version]), head.vaultId, head.keyId),
    concatBytes(u48(head.madeAtMs), u48(head.keyringRevision), u48(head.sizeBytes), head.sha256),
  );
}

function macOf(body: Bytes, key: SecretBytes): Bytes {
  const macKey = derived(key, new Uint8Array(), 'quietroom/backup/head/1');
  try {
    return macKey.expose(
      (bytes) => new Uint8Array(createHmac('sha256', bytes).update(body).digest()),
    );
  } finally {
    macKey.wipe();
  }
}

function derived(key: SecretBytes, salt: Bytes, label: string): SecretBytes {
  return key.expose(
    (bytes) => new SecretBytes(new Uint8Array(hkdfSync('sha256', bytes, salt, label, 32))),
  );
}

function damaged(what: string): AppError {
  return new AppError('vault-damaged', `backup: ${what}`);
}
