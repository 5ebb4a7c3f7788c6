import { statfs } from 'node:fs/promises';
import { AppError } from '../../src/errors/app-error.ts';

/** What is left free for those who write meanwhile, in bytes. */
const roomForOthers = 1024 * 1024;

/**
 * Before so many bytes are copied into a folder: what fills a disk keeps a note from being saved that somebody types meanwhile. A disk
 * that does not say is tried. @throws AppError disk-full
 */
export async function assertRoom(folder: string, bytes: number): Promise<void> {
  const free = (await freeBytesOf(folder)) ?? Number.MAX_SAFE_INTEGER;
  if (free < bytes + roomForOthers) throw new AppError('disk-full', 'for a copy');
}

/** Null when the disk does not say: some of the network do not. */
export async function freeBytesOf(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return Math.min(bavail * bsize, Number.MAX_SAFE_INTEGER);
  } catch {
    return null;
  }
}
