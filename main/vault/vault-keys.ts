import type { Bytes } from '../../src/base/bytes.ts';
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
import { encodeVaultHeader, type VaultHeader } from './header/vault-header.ts';
import { vaultError } from './database/sqlite-error.ts';
import { headerPathsOf, readHeaderFile, type VaultFiles } from './vault-files.ts';

/** A way in that is being made: what of it is written down, and the secret that opens it. */
export interface NewWay {
  readonly label: WrapLabel;
  readonly secret: SecretBytes;
}

/** The ways into a vault that is open. Every change is on disk when it returns, or was not made. */
export interface VaultKeys {
  labels(): readonly WrapLabel[];
  /** Whether this secret is the one of the way of this kind. */
  opens(kind: VaultWay, secret: SecretBytes): boolean;
  /** Adds a way, or replaces the one of its kind. @throws AppError disk-full, vault-locked */
  put(way: NewWay): void;
  /** @throws AppError last-way, not-found, disk-full, vault-locked */
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
  const write = (wraps: readonly KeyWrap[]): void => {
    if (vaultKey.isWiped) throw new AppError('vault-locked');
    const next = { ...header, revision: header.revision + 1, wraps };
    try {
      writeHeader(files, next, vaultKey);
      header = next;
    } catch (error) {
      // It may have failed after the new one was in place: what the disk has is what there is.
      header = readHeaderFile(files);
      throw error;
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
      if (vaultKey.isWiped) throw new AppError('vault-locked');
      const wrap = wrapVaultKey(vaultKey, way.secret, way.label, header.vaultId, random);
      write([...header.wraps.filter(({ kind }) => kind !== wrap.kind), wrap]);
    },
    remove: (kind) => {
      const kinds = header.wraps.map((wrap) => wrap.kind);
      if (!kinds.includes(kind)) throw new AppError('not-found');
      if (!mayRemoveWay(kinds, kind)) throw new AppError('last-way');
      write(header.wraps.filter((wrap) => wrap.kind !== kind));
    },
  };
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
 * Replaces both copies of the header durably, and reads the first back: a header that cannot be read locks everybody out.
 * `replace`: another way to replace a file as durably.
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
    throw vaultError(failure ?? new AppError('vault-damaged', 'header not as written'));
  } catch (error) {
    throw vaultError(error);
  }
}

function failureOf(act: () => void): unknown {
  try {
    act();
    return null;
  } catch (error) {
    return error;
  }
}
