import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import type { Bytes } from '../../../src/base/bytes.ts';
import { writeFileDurably } from './durable-file.ts';

// Overwriting what was on disk is the best that can be done from here, and not more: flash memory and snapshots keep copies
// that nobody can reach from a program.

const zeros = new Uint8Array(64 * 1024);

/** Replaces a file as `writeFileDurably` does, and then overwrites what was there before. */
export function replaceFileErasing(path: string, content: Bytes): void {
  // Windows replaces no file that somebody has open.
  const before = process.platform === 'win32' ? null : openToOverwrite(path);
  try {
    writeFileDurably(path, content);
    if (before !== null) overwrite(before);
  } finally {
    if (before !== null) closeSync(before);
  }
}

/**
 * Null where there is nothing of ours to be overwritten: nothing at all, or what is no file. What a link leads to, which somebody may have
 * put into a folder of backups, is somebody else's.
 */
function openToOverwrite(path: string): number | null {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return null;
  // Whoever is quicker than that look is not followed either.
  return openSync(path, constants.O_RDWR | constants.O_NOFOLLOW);
}

/** Overwrites a file and deletes it. Nothing happens when there is none. */
export function eraseFile(path: string): void {
  overwriteFile(path);
  rmSync(path, { force: true });
}

/** What is written before the disk has to have it: a sync of somebody else waits for all that is on its way. */
const atOnceBytes = 16 * zeros.length;

/** The same beside this thread: a disk takes a while for what is large. Nothing happens either when somebody else was faster. */
export async function eraseFileMeanwhile(path: string): Promise<void> {
  const file = await openIfThere(path);
  if (!file) return;
  try {
    const { size } = await file.stat();
    for (let at = 0; at < size;) {
      at += (await file.write(zeros, 0, Math.min(zeros.length, size - at), at)).bytesWritten;
      if (at % atOnceBytes === 0) await file.datasync();
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await rm(path, { force: true });
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Puts zeros over everything that a file has; on disk when it returns. Nothing happens when there is none. */
export function overwriteFile(path: string): void {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r+');
  try {
    overwrite(file);
  } finally {
    closeSync(file);
  }
}

function overwrite(file: number): void {
  const { size } = fstatSync(file);
  let at = 0;
  while (at < size) at += writeSync(file, zeros, 0, Math.min(zeros.length, size - at), at);
  fsyncSync(file);
}
