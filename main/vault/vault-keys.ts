import { readFileSync } from 'node:fs';
import { equalBytes, type Bytes } from '../../src/base/bytes.ts';
import type { Random } from '../../src/base/ports.ts';
import type { SecretBytes } from '../../src/base/secret-bytes.ts';
import { mayRemoveWay, type VaultWay } from '../../src/domain/vault-ways.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { writeFileDurably } from './header/durable-file.ts';
import { isWritten } from './header/header-copies.ts';
import {
  unwrapVaultKey,
  wrapOfKind,
  wrapVaultKey,
  type KeyWrap,
  type WrapLabel,
} from './header/key-wrap.ts';
import { encodeVaultHeader, proveVaultHeader, type VaultHeader } from './header/vault-header.ts';
import { vaultError } from './database/sqlite-error.ts';
import { headerPathsOf, readHeaderFiles, type VaultFiles } from './vault-files.ts';

/** A way in that is being made: what of it is written down, and the secret that opens it. */
export interface NewWay {
  readonly label: WrapLabel;
  readonly secret: SecretBytes;
}

/**
 * The ways into a vault that is open. Every change is in force when it returns, and was not made when it throws, with one
 * exception: `way-unsure`, when the disk does not say which header it has. What is there then is found at the next change or opening.
 */
export interface VaultKeys {
  labels(): readonly WrapLabel[];
  /** Whether this secret is the one of the way of this kind. */
  opens(kind: VaultWay, secret: SecretBytes): boolean;
  /** Adds a way, or replaces the one of its kind. @throws AppError disk-full, vault-locked, way-unsure */
  put(way: NewWay): void;
  /** @throws AppError last-way, not-found, disk-full, vault-locked, way-unsure */
  remove(kind: VaultWay): void;
}

export interface VaultKeysOptions {
  readonly files: VaultFiles;
  readonly header: VaultHeader;
  /** Not owned: whoever opened the vault wipes it when the vault closes. */
  readonly vaultKey: SecretBytes;
  readonly random: Random;
  /** Remembers, where the header does not lie, which one was written last. */
  readonly recordRevision?: (revision: number) => void;
}

export function createVaultKeys(options: VaultKeysOptions): VaultKeys {
  const { files, vaultKey, random, recordRevision } = options;
  let { header } = options;
  let isUnsure = false;
  const known = (): VaultHeader => {
    if (vaultKey.isWiped) throw new AppError('vault-locked');
    if (!isUnsure) return header;
    header = readInForce(files, vaultKey);
    isUnsure = false;
    return header;
  };
  const write = (wraps: readonly KeyWrap[]): void => {
    const next = { ...header, revision: header.revision + 1, wraps };
    const before = contentOf(files.header);
    try {
      writeHeader(files, next, vaultKey);
      header = next;
    } catch (error) {
      // The one in force is the one of before only where the first file is seen to be what it was.
      isUnsure = !isSame(before, contentOf(files.header));
      throw isUnsure ? unsure(error) : error;
    }
    // It is in force. What cannot be remembered now (the disk is full) is remembered at the next opening.
    failureOf(() => recordRevision?.(next.revision));
  };
  return {
    labels: () => header.wraps,
    opens: (kind, secret) => {
      const wrap = wrapOfKind(header.wraps, kind);
      return wrap !== undefined && doesOpen(wrap, secret, header.vaultId);
    },
    put: (way) => {
      const { vaultId, wraps } = known();
      const wrap = wrapVaultKey(vaultKey, way.secret, way.label, vaultId, random);
      write([...wraps.filter(({ kind }) => kind !== wrap.kind), wrap]);
    },
    remove: (kind) => {
      const { wraps } = known();
      const kinds = wraps.map((wrap) => wrap.kind);
      if (!kinds.includes(kind)) throw new AppError('not-found');
      if (!mayRemoveWay(kinds, kind)) throw new AppError('last-way');
      write(wraps.filter((wrap) => wrap.kind !== kind));
    },
  };
}

/** @throws AppError way-unsure while the first copy of the header, which may be the one in force, cannot be read */
function readInForce(files: VaultFiles, vaultKey: SecretBytes): VaultHeader {
  const first = contentOf(files.header);
  try {
    const { copies } = readHeaderFiles(files);
    const found = copies.find(({ bytes }) => isSame(first, bytes));
    if (found) {
      proveVaultHeader(found, vaultKey);
      return found;
    }
  } catch (error) {
    throw unsure(error);
  }
  throw unsure();
}

function unsure(cause?: unknown): AppError {
  return new AppError('way-unsure', 'which header is in force', { cause });
}

/** Null: it cannot be read. */
function contentOf(path: string): Bytes | null {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    return null;
  }
}

function isSame(one: Bytes | null, other: Bytes | null): boolean {
  return one !== null && other !== null && equalBytes(one, other);
}

function doesOpen(wrap: KeyWrap, secret: SecretBytes, vaultId: Bytes): boolean {
  try {
    unwrapVaultKey(wrap, secret, vaultId).wipe();
    return true;
  } catch (error) {
    if (AppError.from(error).code === 'vault-wrong-key') return false;
    throw error;
  }
}

/**
 * Replaces both copies of the header durably, and reads back what is in force: a header that cannot be read locks everybody
 * out. When it throws, neither copy is known to be this one. `replace`: another way to replace a file as durably.
 */
export function writeHeader(
  files: VaultFiles,
  header: VaultHeader,
  vaultKey: SecretBytes,
  replace = writeFileDurably,
): void {
  try {
    const encoded = encodeVaultHeader(header, vaultKey);
    const failure = failureOf(() => {
      for (const path of headerPathsOf(files)) replace(path, encoded);
    });
    // What is in place is in force: whoever is told that it failed would go on with ways that open nothing any more. A
    // second copy that was not written any more is made like the first at the next opening.
    if (isWritten(files.header, encoded)) return;
    // The second is written after the first alone: where that cannot be read any more, the next opening goes by the second.
    if (!isReadable(files.header) && isWritten(files.secondHeader, encoded)) return;
    throw vaultError(failure ?? new AppError('vault-damaged', 'header not as written'));
  } catch (error) {
    throw vaultError(error);
  }
}

function isReadable(path: string): boolean {
  return contentOf(path) !== null;
}

function failureOf(act: () => void): unknown {
  try {
    act();
    return null;
  } catch (error) {
    return error;
  }
}
