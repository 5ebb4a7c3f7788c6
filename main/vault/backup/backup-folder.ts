import { closeSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { equalBytes, type Bytes } from '../../../src/base/bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { headSizeBytes, parseBackupHead, type UnprovenBackupHead } from './backup-header.ts';
import { readKeyrings, type FoundKeyring } from './keyring-copies.ts';

// A folder that a person has named for backups: dated content backups and the keyring, twice. Nothing else in it is ours.

const namePattern = /^quietroom-\d{4}-\d{2}-\d{2}T\d{6}Z(?:-\d+)?\.backup$/u;
const partEnding = '.part';

/** The last part of its path, for people. */
export function folderNameOf(folder: string): string {
  return basename(folder).slice(0, 255);
}

/** A content backup as its head tells it; `head` is null for one that is no backup, or damaged there. */
export interface FoundBackup {
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly head: UnprovenBackupHead | null;
}

/** What a folder has of backups: `missing` when it is not there now, as with a disk that was taken out. */
export type FolderLook =
  | { readonly state: 'missing' }
  | {
      readonly state: 'there';
      readonly keyring: FoundKeyring;
      /** The newest first. */
      readonly backups: readonly FoundBackup[];
    };

/** Opens nothing: heads and checksums only. @throws an error of the file system other than that it is not there */
export function lookIntoFolder(folder: string): FolderLook {
  if (!isFolder(folder)) return { state: 'missing' };
  const backups = readdirSync(folder)
    .filter((name) => namePattern.test(name))
    .flatMap((name) => findBackup(folder, name) ?? [])
    .toSorted((a, b) => (b.head?.madeAtMs ?? 0) - (a.head?.madeAtMs ?? 0));
  return { state: 'there', keyring: readKeyrings(folder), backups };
}

/**
 * Whether backups of this vault may lie in the folder, or a keyring for them: true as well while nobody can look. Damage tells of
 * nobody.
 */
export function mayHoldBackupsOf(vaultId: Bytes, folder: string): boolean {
  try {
    const look = lookIntoFolder(folder);
    if (look.state === 'missing') return true;
    const { keyring, backups } = look;
    const sealed = keyring.state === 'there' ? keyring.copies : [];
    const heads = backups.flatMap(({ head }) => (head ? [head] : []));
    return [...sealed, ...heads].some((one) => equalBytes(one.vaultId, vaultId));
  } catch {
    return true;
  }
}

/** Throws when the folder is not there now. @throws AppError save-failed */
export function assertFolder(folder: string): void {
  if (!isFolder(folder)) throw new AppError('save-failed', 'no folder');
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** @throws AppError not-found for a name that is none of ours, or not there */
export function findNamed(folder: string, name: string): FoundBackup {
  if (!namePattern.test(name) || !isFolder(folder)) throw new AppError('not-found');
  const found = findBackup(folder, name);
  if (!found || found.sizeBytes === 0) throw new AppError('not-found');
  return found;
}

/** A name that nothing in the folder has, with the time in it and nothing else. */
export function newBackupName(folder: string, madeAtMs: number): string {
  const time = new Date(madeAtMs)
    .toISOString()
    .replace(/\.\d+Z$/u, 'Z')
    .replaceAll(':', '');
  const taken = new Set(readdirSync(folder));
  const first = `quietroom-${time}.backup`;
  let name = first;
  for (let number = 2; taken.has(name); number += 1) {
    name = first.replace('.backup', `-${String(number)}.backup`);
  }
  return name;
}

/** Where a backup is written before it is known to be good. */
export function unfinishedPath(folder: string, name: string): string {
  return join(folder, `${name}${partEnding}`);
}

/** Removes what was left half written. */
export function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    const isOurs = name.endsWith(partEnding) && namePattern.test(name.slice(0, -partEnding.length));
    if (isOurs) rmSync(join(folder, name), { force: true });
  }
}

/** Null for what is no file: a pipe, which somebody else has put there, would be waited for without end. */
function findBackup(folder: string, name: string): FoundBackup | null {
  const path = join(folder, name);
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? { name, path, sizeBytes: found.size, head: readHead(path) } : null;
}

function readHead(path: string): UnprovenBackupHead | null {
  const bytes = new Uint8Array(headSizeBytes);
  try {
    const file = openSync(path, 'r');
    try {
      readSync(file, bytes, 0, headSizeBytes, 0);
    } finally {
      closeSync(file);
    }
    return parseBackupHead(bytes);
  } catch {
    return null;
  }
}
