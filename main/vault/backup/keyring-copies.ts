import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { equalBytes, type Bytes } from '../../../src/base/bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { replaceFileErasing } from '../header/erased-file.ts';
import { maxKeyringBytes, parseBackupKeyring, type SealedBackupKeyring } from './backup-keyring.ts';

// The keyring of a backup folder lies there twice: without it no backup in the folder can be restored, and one bad sector would be
// enough for that. Both are written one after the other, the older one first, each so that it is the old or the new one at every
// moment; the newer one that opens is the one that counts. What was in them before is overwritten in both: there may be the
// key of somebody who was destroyed.

/** One that is whole: `newest` first. */
export type FoundKeyring =
  | {
      readonly state: 'there';
      readonly copies: readonly [SealedBackupKeyring, ...SealedBackupKeyring[]];
    }
  /** `newer`: a later program wrote one of them. */
  | { readonly state: 'none' | 'damaged' | 'newer' };

const names = ['keyring', 'keyring.2'] as const;

export function keyringPaths(folder: string): readonly string[] {
  return names.map((name) => join(folder, name));
}

/** Opens nothing: checksums only. @throws an error of the file system other than that it is not there, or on a bad sector */
export function readKeyrings(folder: string): FoundKeyring {
  const found = keyringPaths(folder)
    .map(readOne)
    .filter((one) => one !== 'none');
  if (found.includes('newer')) return { state: 'newer' };
  const [newest, ...others] = found
    .filter((one) => typeof one !== 'string')
    .toSorted((a, b) => b.generation - a.generation);
  if (newest) return { state: 'there', copies: [newest, ...others] };
  return { state: found.length > 0 ? 'damaged' : 'none' };
}

/**
 * The newest copy that `open` opens. A secret that the newest does not know is not tried on an older one of the same vault that
 * another recovery key opens: that is from before the key was changed. @throws what opening the newest throws
 */
export function openNewest<T>(
  [newest, ...others]: readonly [SealedBackupKeyring, ...SealedBackupKeyring[]],
  open: (sealed: SealedBackupKeyring) => T,
): T {
  try {
    return open(newest);
  } catch (error) {
    const { code } = AppError.from(error);
    const [other] = others;
    const mayTry = code === 'vault-damaged' || code === 'vault-wrong-key';
    if (!other || !mayTry || (code === 'vault-wrong-key' && isBeforeChange(other, newest))) {
      throw error;
    }
    try {
      return open(other);
    } catch {
      throw error;
    }
  }
}

function isBeforeChange(other: SealedBackupKeyring, newest: SealedBackupKeyring): boolean {
  const isSameVault = equalBytes(other.vaultId, newest.vaultId);
  return isSameVault && !equalBytes(other.wrap.id, newest.wrap.id);
}

/**
 * Replaces both, over what was there. @throws AppError save-failed also when one is not read back as it was written; an error of the
 * file system
 */
export function writeKeyrings(folder: string, encode: (generation: number) => Bytes): void {
  const before = keyringPaths(folder).map((path) => ({ path, generation: generationAt(path) }));
  const generation = 1 + Math.max(...before.map((one) => one.generation));
  // Until the first is in place, the newer one of before is there.
  for (const { path } of before.toSorted((a, b) => a.generation - b.generation)) {
    const content = encode(generation);
    replaceFileErasing(path, content);
    if (!equalBytes(new Uint8Array(readFileSync(path)), content)) {
      throw new AppError('save-failed', 'keyring not as written');
    }
  }
}

function generationAt(path: string): number {
  const found = readOne(path);
  return typeof found === 'string' ? 0 : found.generation;
}

function readOne(path: string): SealedBackupKeyring | 'none' | 'damaged' | 'newer' {
  const content = contentOf(path);
  if (typeof content === 'string') return content;
  try {
    return parseBackupKeyring(content);
  } catch (error) {
    return AppError.from(error).code === 'vault-newer' ? 'newer' : 'damaged';
  }
}

function contentOf(path: string): Bytes | 'none' | 'damaged' {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 'none';
  // Somebody else has put it there: a pipe would be waited for without end.
  if (!found.isFile() || found.size > maxKeyringBytes) return 'damaged';
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    // Of a bad sector. Who is not allowed to look knows nothing, and must not take it for damage, which is written over.
    if (error instanceof Error && 'code' in error && error.code === 'EIO') return 'damaged';
    throw error;
  }
}
