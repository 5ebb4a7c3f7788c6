import type { Bytes } from '../../base/bytes.ts';
import { aesKeySizeBytes } from '../aes-gcm.ts';
import { isCborMap, type CborValue } from '../cbor/cbor-value.ts';
import { decodeCbor } from '../cbor/decode-cbor.ts';
import { encodeCbor } from '../cbor/encode-cbor.ts';
import { hashSizeBytes } from '../hkdf.ts';

// e2ee.md, Messages: the manifest {id, key, size, chunks, SHA-256, name} goes privately to the one who gets the file.

export const fileIdSizeBytes = 16;
export const chunkSizeBytes = 64 * 1024;
export const maxFileBytes = 25 * 1024 * 1024;
const maxNameBytes = 255;

/** What a file is, and the key that its chunks are sealed with. */
export interface FileManifest {
  readonly id: Bytes;
  readonly key: Bytes;
  readonly sizeBytes: number;
  readonly sha256: Bytes;
  /** As its sender calls it: one name, no path. To be shown, never to be trusted. */
  readonly name: string;
}

/** How many chunks a file has: an empty one has one, which says that it is empty. */
export function chunkCount(sizeBytes: number): number {
  return Math.max(1, Math.ceil(sizeBytes / chunkSizeBytes));
}

export function encodeManifest({ id, key, sizeBytes, sha256, name }: FileManifest): Bytes {
  return encodeCbor({
    v: 1,
    id,
    key,
    size: sizeBytes,
    chunks: chunkCount(sizeBytes),
    sha256,
    name,
  });
}

/** @returns null unless it is a manifest of this version within the limits. */
export function parseManifest(bytes: Bytes): FileManifest | null {
  const map = decodeCbor(bytes);
  if (!isCborMap(map) || Object.keys(map).length !== 7) return null;
  const { v, id, key, size, chunks, sha256, name } = map;
  if (v !== 1 || !isBytes(id, fileIdSizeBytes) || !isBytes(key, aesKeySizeBytes)) return null;
  if (typeof size !== 'number' || size > maxFileBytes || chunks !== chunkCount(size)) return null;
  if (!isBytes(sha256, hashSizeBytes) || typeof name !== 'string' || !isFileName(name)) return null;
  return { id, key, sizeBytes: size, sha256, name };
}

/** Something visible, without path, control or direction characters, that a file system can take. */
export function isFileName(name: string): boolean {
  if (name.trim() === '' || name === '.' || name === '..') return false;
  return (
    new TextEncoder().encode(name).length <= maxNameBytes && !/[/\\\p{C}\p{Zl}\p{Zp}]/u.test(name)
  );
}

function isBytes(value: CborValue | undefined, length: number): value is Bytes {
  return value instanceof Uint8Array && value.length === length;
}
