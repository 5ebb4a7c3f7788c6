import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import {
  bytesForSecret,
  concatBytes,
  equalBytes,
  utf8,
  type Bytes,
} from '../../../src/base/bytes.ts';
import type { Random } from '../../../src/base/ports.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { idOfBytes, type ClientId } from '../../../src/contract/ids.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { ByteReader, u32, u48 } from '../header/byte-reader.ts';

// A keyring: one random key for each client, and who was destroyed. As a file:
//
//   magic 8 · version 1 · vault id 16 · revision 6 · nonce 12 · sealed body · tag 16 · checksum 32
//   body: number of keys 4 · (client id 16 · key 32) … · number of destroyed clients 4 · client id 16 …
//
// The body is sealed with AES-256-GCM under a key derived from `sealing`, which is the vault key for the file in the vault;
// everything before it is authenticated with it. The checksum (SHA-256 of everything before it) tells a damaged file from
// one that another key sealed. Magic, version and checksum stay where they are in every version to come.

const magic = utf8('QRKEYS\n\n');
const version = 1;
const idSizeBytes = 16;
const nonceSizeBytes = 12;
const tagSizeBytes = 16;
const checksumSizeBytes = 32;
const maxSizeBytes = 8 * 1024 * 1024;

/** Of each client's key, in bytes. */
export const clientKeySizeBytes = 32;

export interface Keyring {
  /** Counts its changes. The database knows the last one as well: an old keyring is noticed. */
  readonly revision: number;
  readonly keys: ReadonlyMap<ClientId, SecretBytes>;
  /** Whose key was destroyed: whatever of them an older database brings back is deleted again. */
  readonly destroyed: ReadonlySet<ClientId>;
}

/** What seals a keyring, and whose it is. */
export interface KeyringSealing {
  readonly sealing: SecretBytes;
  readonly vaultId: Bytes;
}

/** The file's bytes. */
export function encodeKeyring(
  keyring: Keyring,
  { sealing, vaultId }: KeyringSealing,
  random: Random,
): Bytes {
  const nonce = random.bytes(nonceSizeBytes);
  const revision = u48(keyring.revision);
  const head = concatBytes(magic, new Uint8Array([version]), vaultId, revision, nonce);
  const body = encodeBody(keyring);
  try {
    const sealed = withFileKey(sealing, vaultId, (key) => {
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(head);
      return concatBytes(cipher.update(body), cipher.final(), cipher.getAuthTag());
    });
    const content = concatBytes(head, sealed);
    return concatBytes(content, sha256(content));
  } finally {
    body.fill(0);
  }
}

/** A keyring that is what was written, and whose keys were not taken out yet. */
export interface OpenedKeyring {
  readonly revision: number;
  /** The keyring. Whoever gets the keys wipes them; nothing more can be read. */
  readonly read: () => Keyring;
  /** Overwrites what was opened. */
  readonly drop: () => void;
}

/**
 * Reads the file's bytes. Whoever gets the keys wipes them.
 * @throws AppError vault-damaged when any bit is not what was written, or another key sealed it; vault-newer
 */
export function parseKeyring(file: Bytes, sealing: KeyringSealing): Keyring {
  return openKeyring(file, sealing).read();
}

/** The same, with every check of the file, for who has two of them and wants the keys of one. */
export function openKeyring(file: Bytes, { sealing, vaultId }: KeyringSealing): OpenedKeyring {
  const end = file.length - checksumSizeBytes;
  if (end < magic.length || file.length > maxSizeBytes) throw damaged('size');
  if (!equalBytes(sha256(file.subarray(0, end)), file.subarray(end))) throw damaged('checksum');
  const reader = new ByteReader(file.subarray(0, end));
  if (!equalBytes(reader.take(magic.length), magic)) throw damaged('magic');
  if (reader.u8() !== version) throw new AppError('vault-newer', 'keyring');
  if (!equalBytes(reader.take(idSizeBytes), vaultId)) throw damaged('of another vault');
  const revision = reader.u48();
  const nonce = reader.take(nonceSizeBytes);
  const headSize = magic.length + 1 + idSizeBytes + 6 + nonceSizeBytes;
  const sealed = reader.take(end - headSize);
  const body = withFileKey(sealing, vaultId, (key) =>
    openBody(key, nonce, file.subarray(0, headSize), sealed),
  );
  const drop = (): void => {
    body.fill(0);
  };
  return {
    revision,
    drop,
    read: () => {
      try {
        return { revision, ...readBody(body) };
      } finally {
        drop();
      }
    },
  };
}

function encodeBody({ keys, destroyed }: Keyring): Bytes {
  const entries = Array.from(keys, ([clientId, key]) =>
    key.expose((bytes) => concatBytes(decodeChecked(clientId), bytes)),
  );
  const gone = Array.from(destroyed, (clientId) => decodeChecked(clientId));
  const body = concatBytes(u32(entries.length), ...entries, u32(gone.length), ...gone);
  for (const entry of entries) entry.fill(0);
  return body;
}

function openBody(key: Bytes, nonce: Bytes, head: Bytes, sealed: Bytes): Bytes {
  const tagAt = sealed.length - tagSizeBytes;
  if (tagAt < 0) throw damaged('too short');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagSizeBytes });
  decipher.setAAD(head);
  decipher.setAuthTag(sealed.subarray(tagAt));
  const body = new Uint8Array(decipher.update(sealed.subarray(0, tagAt)));
  try {
    decipher.final();
  } catch {
    body.fill(0);
    throw damaged('sealed by another key');
  }
  return body;
}

function readBody(body: Bytes): Omit<Keyring, 'revision'> {
  const reader = new ByteReader(body);
  const readId = (): ClientId => idOfBytes(reader.take(idSizeBytes));
  const keys = new Map<ClientId, SecretBytes>();
  const count = reader.u32();
  if (count * (idSizeBytes + clientKeySizeBytes) > body.length) throw damaged('number of keys');
  // One buffer for all: each of its own takes longer than everything else of a keyring.
  const bytes = bytesForSecret(count * clientKeySizeBytes);
  for (let at = 0; at < bytes.length; at += clientKeySizeBytes) {
    const clientId = readId();
    const key = bytes.subarray(at, at + clientKeySizeBytes);
    reader.copy(key);
    keys.set(clientId, new SecretBytes(key));
  }
  const destroyed = new Set<ClientId>();
  for (let left = reader.u32(); left > 0; left -= 1) destroyed.add(readId());
  reader.end();
  return { keys, destroyed };
}

/** HKDF-SHA-256 (RFC 5869) of the sealing key, for this purpose and this vault. */
function withFileKey<T>(sealing: SecretBytes, vaultId: Bytes, use: (key: Bytes) => T): T {
  const key = sealing.expose(
    (bytes) => new Uint8Array(hkdfSync('sha256', bytes, vaultId, 'quietroom/keyring/1', 32)),
  );
  try {
    return use(key);
  } finally {
    key.fill(0);
  }
}

function sha256(bytes: Bytes): Bytes {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

function damaged(what: string): AppError {
  return new AppError('vault-damaged', `keyring: ${what}`);
}
