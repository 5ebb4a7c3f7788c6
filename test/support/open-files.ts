import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';

/** Files of a process that hold `marker`, deleted ones included, and never our own copies of them. Linux only. */
export function openFilesWith(pid: number, marker: string): readonly string[] {
  const folder = `/proc/${String(pid)}/fd`;
  return readdirSync(folder).flatMap((descriptor) => {
    const path = join(folder, descriptor);
    try {
      const target = readlinkSync(path);
      return statSync(path).isFile() && holds(path, marker) ? [target] : [];
    } catch {
      // Closed meanwhile.
      return [];
    }
  });
}

/** Files in a folder, with everything below it, that hold `marker`. */
export function filesWith(folder: string, marker: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(marker));
}

/** In pieces: a temporary file may be large, and is written while we read. */
function holds(path: string, marker: string): boolean {
  const file = openSync(path, 'r');
  try {
    const piece = Buffer.alloc(1 << 20);
    for (let at = 0; ; at += piece.length - marker.length) {
      const size = readSync(file, piece, 0, piece.length, at);
      if (piece.subarray(0, size).includes(marker)) return true;
      if (size < piece.length) return false;
    }
  } finally {
    closeSync(file);
  }
}
