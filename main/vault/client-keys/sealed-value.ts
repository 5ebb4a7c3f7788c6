import { createCipheriv, createDecipheriv } from 'node:crypto';
import { concatBytes, utf8, type Bytes } from '../../../src/base/bytes.ts';
import type { Random } from '../../../src/base/ports.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';

// One value of a client, sealed with AES-256-GCM (NIST SP 800-38D) under that client's key:
//
//   version 1 · nonce 12 · ciphertext · tag 16
//
// Where it belongs is authenticated with it, so that a value opens in its own row, column and client, and nowhere else.
// Nonces are random: a client's key seals far fewer values than the 2^32 that those are good for.

const version = 1;
const nonceSizeBytes = 12;
const tagSizeBytes = 16;
const headSizeBytes = 1 + nonceSizeBytes;

/** By how much a sealed value is longer than what is in it. */
export const sealOverheadBytes = headSizeBytes + tagSizeBytes;

/** Where a sealed value belongs. */
export interface SealedPlace {
  readonly clientId: ClientId;
  /** Table and column, such as `note_revisions.text`. Never renamed: it is part of what was sealed. */
  readonly column: string;
  /** What names the row. */
  readonly row: readonly (string | number)[];
}

export function sealValue(key: Bytes, place: SealedPlace, plain: Bytes, random: Random): Bytes {
  const nonce = random.bytes(nonceSizeBytes);
  const cipher = withoutTraces(() => createCipheriv('aes-256-gcm', key, nonce));
  cipher.setAAD(associatedData(place));
  const body = cipher.update(plain);
  const last = cipher.final();
  return concatBytes(new Uint8Array([version]), nonce, body, last, cipher.getAuthTag());
}

/** @throws AppError vault-damaged unless this was sealed under this key for this place, vault-newer */
export function openValue(key: Bytes, place: SealedPlace, sealed: Bytes): Bytes {
  if (sealed.length < sealOverheadBytes) throw damaged();
  if (sealed[0] !== version) throw new AppError('vault-newer', 'sealed value');
  const tagAt = sealed.length - tagSizeBytes;
  const nonce = sealed.subarray(1, headSizeBytes);
  const decipher = withoutTraces(() =>
    createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagSizeBytes }),
  );
  decipher.setAAD(associatedData(place));
  decipher.setAuthTag(sealed.subarray(tagAt));
  const plain = bytesIn(decipher.update(sealed.subarray(headSizeBytes, tagAt)));
  try {
    decipher.final();
  } catch {
    plain.fill(0);
    throw damaged();
  }
  return plain;
}

/**
 * That a key is bytes and no key object, Node 24 finds out by two exceptions that it catches itself. Writing their stacks took longer
 * than opening two kilobytes (measured: 17 µs with them, 7 without). A key object would take 5, and be a copy of the key that nobody can
 * overwrite.
 */
function withoutTraces<T>(make: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The same memory, as what it is. */
function bytesIn({ buffer, byteOffset, byteLength }: Buffer<ArrayBuffer>): Bytes {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** JSON of strings and whole numbers: no two places have the same. */
function associatedData({ clientId, column, row }: SealedPlace): Bytes {
  return utf8(JSON.stringify(['quietroom/sealed/1', clientId, column, ...row]));
}

function damaged(): AppError {
  return new AppError('vault-damaged', 'sealed value');
}
