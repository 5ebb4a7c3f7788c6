import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Bytes } from '../../../src/base/bytes.ts';

/**
 * Replaces a file so that after a crash at any moment either the old or the new content is there, whole. When it throws,
 * the new one may be in place all the same: making the name last comes after.
 */
export function writeFileDurably(path: string, content: Bytes): void {
  const temporary = `${path}.new`;
  try {
    const file = openNew(temporary);
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/**
 * Never what is there: it may be a link that somebody else has put there, and what it leads to would be written over. What a crash left
 * goes first.
 */
function openNew(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    rmSync(path);
    return openSync(path, 'wx', 0o600);
  }
}

/** Makes what was written to a file last. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What file systems answer that cannot do it for a folder: some of the network, and some in user space. */
const cannotSync: readonly unknown[] = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'];

/** Makes what happened to the names in a folder last. Windows has no such call and journals names itself. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (!cannotSync.includes(code)) throw error;
  } finally {
    closeSync(folder);
  }
}
