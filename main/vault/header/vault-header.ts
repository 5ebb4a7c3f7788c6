import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { concatBytes, equalBytes, utf8, type Bytes } from '../../../src/base/bytes.ts';
import type { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { ByteReader, u32, u48 } from './byte-reader.ts';
import { encodeLabel, wrapKindOf, wrapSizes, type KeyWrap } from './key-wrap.ts';

// vault.header and vault.header.2, beside vault.db:
//
//   magic 8 · version 1 · vault id 16 · generation 4 · revision 6 · number of wraps 1 · wraps · MAC 32 · checksum 32
//   wrap: kind 1 · id 16 · length of params 2 · params · nonce 12 · sealed key 48
//
// The checksum (SHA-256 of everything before it) tells a damaged file from a wrong secret before any secret is at hand.
// The MAC (HMAC-SHA-256 of everything before it, under a key from the vault key) tells a forged file from ours after.
// Magic, version and checksum stay where they are in every version to come. Version 1 had no generation and version 2 no
// revision: they are read as 0, and become version 3 when something of them is changed.

const magic = utf8('QRVAULT\n');
const version = 3;
const firstWithGeneration = 2;
const firstWithRevision = 3;
const macSizeBytes = 32;
const checksumSizeBytes = 32;
const maxSizeBytes = 4096;

export interface VaultHeader {
  /** Names this vault; random, never changes. */
  readonly vaultId: Bytes;
  /** Counts the vault keys that there were; names the database file that the present one opens. */
  readonly generation: number;
  /** Counts the changes of the header. The database knows the last one as well: an old header is noticed. */
  readonly revision: number;
  /** Each opens the vault alone. */
  readonly wraps: readonly KeyWrap[];
}

/** The header as it was read: parsed, whole, and not yet proven to be ours. */
export interface UnprovenHeader extends VaultHeader {
  readonly version: number;
  readonly mac: Bytes;
}

/** The file's bytes. */
export function encodeVaultHeader(header: VaultHeader, vaultKey: SecretBytes): Bytes {
  const body = encodeBody(header, version);
  const signed = concatBytes(body, macOf(body, vaultKey));
  return concatBytes(signed, sha256(signed));
}

/**
 * Reads the file's bytes.
 * @throws AppError vault-damaged when any bit is not what was written, vault-newer when a later version wrote it
 */
export function parseVaultHeader(file: Bytes): UnprovenHeader {
  const end = file.length - checksumSizeBytes;
  if (end < magic.length || file.length > maxSizeBytes) throw damaged('size');
  if (!equalBytes(sha256(file.slice(0, end)), file.slice(end))) throw damaged('checksum');
  const reader = new ByteReader(file.slice(0, end));
  if (!equalBytes(reader.take(magic.length), magic)) throw damaged('magic');
  const read = reader.u8();
  if (read < 1 || read > version) throw new AppError('vault-newer', 'header');
  const vaultId = reader.take(wrapSizes.id);
  const generation = read < firstWithGeneration ? 0 : reader.u32();
  const revision = read < firstWithRevision ? 0 : reader.u48();
  const wraps = Array.from({ length: reader.u8() }, () => readWrap(reader));
  const mac = reader.take(macSizeBytes);
  reader.end();
  return { version: read, vaultId, generation, revision, wraps, mac };
}

/**
 * Proves that whoever wrote the header held the vault key.
 * @throws AppError vault-damaged when not
 */
export function proveVaultHeader(header: UnprovenHeader, vaultKey: SecretBytes): void {
  const mac = macOf(encodeBody(header, header.version), vaultKey);
  if (!equalBytes(mac, header.mac)) throw damaged('MAC');
}

function encodeBody(
  { vaultId, generation, revision, wraps }: VaultHeader,
  asVersion: number,
): Bytes {
  const encoded = wraps.map((wrap) => concatBytes(encodeLabel(wrap), wrap.nonce, wrap.sealed));
  const fixed = concatBytes(magic, new Uint8Array([asVersion]), vaultId);
  const counted = concatBytes(
    asVersion < firstWithGeneration ? new Uint8Array() : u32(generation),
    asVersion < firstWithRevision ? new Uint8Array() : u48(revision),
  );
  return concatBytes(fixed, counted, new Uint8Array([wraps.length]), ...encoded);
}

function readWrap(reader: ByteReader): KeyWrap {
  const kind = wrapKindOf(reader.u8());
  const id = reader.take(wrapSizes.id);
  const params = reader.take(reader.u16());
  return {
    kind,
    id,
    params,
    nonce: reader.take(wrapSizes.nonce),
    sealed: reader.take(wrapSizes.sealed),
  };
}

function macOf(body: Bytes, vaultKey: SecretBytes): Bytes {
  return vaultKey.expose((key) => {
    const macKey = Buffer.from(
      hkdfSync('sha256', key, 'quietroom/vault-header/1', 'mac', macSizeBytes),
    );
    const mac = new Uint8Array(createHmac('sha256', macKey).update(body).digest());
    macKey.fill(0);
    return mac;
  });
}

function sha256(bytes: Bytes): Bytes {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

function damaged(what: string): AppError {
  return new AppError('vault-damaged', `header: ${what}`);
}
