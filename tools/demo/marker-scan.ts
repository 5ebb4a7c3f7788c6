import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Counts how often `marker` (UTF-8 or UTF-16) stands in clear in any file below `folders`, and in any file that the
 * given processes hold open, deleted ones included.
 */
export function countMarker(
  marker: string,
  folders: readonly string[],
  pids: readonly number[],
): number {
  const needles = [Buffer.from(marker, 'utf8'), Buffer.from(marker, 'utf16le')];
  const files = [...folders.flatMap(filesBelow), ...pids.flatMap(openFilesOf)];
  return files.reduce((sum, file) => sum + countInFile(file, needles), 0);
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Linux only: elsewhere there is no such list, and the folders have to do. */
function openFilesOf(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  return listOrNothing(folder)
    .map((name) => join(folder, name))
    .filter((path) => isRegularFile(path));
}

function listOrNothing(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isRegularFile(path: string): boolean {
  try {
    // Shared memory of a browser is memory, not disk.
    return statSync(path).isFile() && !/^\/(dev\/shm|memfd:)/u.test(readlinkSync(path));
  } catch {
    return false;
  }
}

function countInFile(file: string, needles: readonly Buffer[]): number {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch {
    // Gone between listing and reading.
    return 0;
  }
  return needles.reduce((sum, needle) => sum + countIn(content, needle), 0);
}

function countIn(content: Buffer, needle: Buffer): number {
  let count = 0;
  for (let at = content.indexOf(needle); at >= 0; at = content.indexOf(needle, at + 1)) count += 1;
  return count;
}
