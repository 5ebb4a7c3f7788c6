import { existsSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupWork } from '../backup/backup-work.ts';
import { backupError } from '../backup/backup-file.ts';
import { knownOpenBytes } from '../database/plain-file.ts';

// A damaged vault is never opened to be read: SQLite would play back a journal into it, and lock it. What is read is a copy,
// encrypted as the vault is, with everything of it that the disk still gives.

const pageSizeBytes = 4096;
const pieceSizeBytes = 64 * pageSizeBytes;

/**
 * Copies a database, and the journal that would make it whole again, into a folder. Pages that the disk does not give are left empty:
 * they then fail to authenticate, as damaged ones do. @returns the path of the copy
 * @throws AppError disk-full, save-failed; what `work.pause` throws
 */
export async function copyForRescue(
  database: string,
  folder: string,
  work: BackupWork,
): Promise<string> {
  const copy = join(folder, 'damaged.db');
  try {
    await copyFile(database, copy, work);
    const journal = `${database}-journal`;
    if (existsSync(journal)) await copyFile(journal, `${copy}-journal`, work);
    await mendOpenBytes(copy);
    return copy;
  } catch (error) {
    throw backupError(error);
  }
}

async function copyFile(from: string, to: string, { pause, progress }: BackupWork): Promise<void> {
  const source = await open(from, 'r');
  try {
    const target = await open(to, 'wx', 0o600);
    try {
      const { size } = await source.stat();
      const piece = new Uint8Array(pieceSizeBytes);
      for (let at = 0; at < size; at += pieceSizeBytes) {
        const wanted = Math.min(pieceSizeBytes, size - at);
        await readWhatThereIs(source, piece.subarray(0, wanted), at);
        await writeAll(target, piece.subarray(0, wanted), at);
        progress(Math.min(1, (at + wanted) / size));
        await pause();
      }
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Piece by piece; where the disk refuses one, page by page, and zeros for those that it does not give. */
async function readWhatThereIs(source: FileHandle, into: Uint8Array, at: number): Promise<void> {
  try {
    await readAll(source, into, at);
  } catch {
    for (let page = 0; page < into.length; page += pageSizeBytes) {
      const bytes = into.subarray(page, page + pageSizeBytes);
      try {
        await readAll(source, bytes, at + page);
      } catch {
        bytes.fill(0);
      }
    }
  }
}

async function readAll(source: FileHandle, into: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < into.length;) {
    const { bytesRead } = await source.read(into, done, into.length - done, at + done);
    if (bytesRead === 0) throw new Error('shorter than it was');
    done += bytesRead;
  }
}

async function writeAll(target: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await target.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

/** The few bytes that no tag covers are the same in every vault: in the copy they can be put right. */
async function mendOpenBytes(copy: string): Promise<void> {
  const file = await open(copy, 'r+');
  try {
    const { size } = await file.stat();
    const { at, bytes } = knownOpenBytes;
    if (size >= at + bytes.length) await writeAll(file, bytes, at);
  } finally {
    await file.close();
  }
}
