import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Counts how often `marker` (UTF-8 or UTF-16) stands in clear in any file below `folders`, and in any file that the
 * given processes hold open or have mapped into their memory, deleted ones included.
 *
 * What is shared memory is none, unless it is below one of the folders: tests may have their disk there.
 */
export function countMarker(
  marker: string,
  folders: readonly string[],
  pids: readonly number[],
): number {
  const needles = [Buffer.from(marker, 'utf8'), Buffer.from(marker, 'utf16le')];
  const isFile = (path: string): boolean =>
    !isMemory(path) || folders.some((folder) => path.startsWith(folder));
  const ofProcesses = pids.flatMap((pid) => [
    ...openFilesOf(pid, isFile),
    ...mappedFilesOf(pid, isFile),
  ]);
  const files = [...folders.flatMap(filesBelow), ...ofProcesses];
  return files.reduce((sum, file) => sum + countInFile(file, needles), 0);
}

/** By the path that the system names. */
type IsFile = (path: string) => boolean;

/** What is gone between listing and reading is left out. @throws an error of the file system when there is no such folder */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isFile()) return [path];
    if (!entry.isDirectory()) return [];
    try {
      return filesBelow(path);
    } catch {
      return [];
    }
  });
}

/** Linux only: elsewhere there is no such list, and the folders have to do. */
function openFilesOf(pid: number, isFile: IsFile): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  return listOrNothing(folder)
    .map((name) => join(folder, name))
    .filter((path) => isRegularFile(path, isFile));
}

/** Without programs and libraries: nobody writes into what can be run. Deleted ones are there for the administrator alone. */
function mappedFilesOf(pid: number, isFile: IsFile): readonly string[] {
  const lines = linesOrNothing(`/proc/${pid}/maps`).map((line) =>
    /^(\S+) (\S+).*? (\/.*)$/u.exec(line),
  );
  const paths = new Map<string, string>();
  const programs = new Set<string>();
  for (const [, range = '', access = '', path = ''] of lines.filter((found) => found !== null)) {
    paths.set(path, existsSync(path) ? path : `/proc/${pid}/map_files/${range}`);
    if (access.includes('x')) programs.add(path);
  }
  return [...paths]
    .filter(([path]) => !programs.has(path) && isFile(path))
    .map(([, mapped]) => mapped);
}

function isMemory(path: string): boolean {
  // Shared memory of a browser is memory, not disk.
  return /^\/(dev\/shm|memfd:|dev\/zero|SYSV)/u.test(path);
}

function linesOrNothing(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function listOrNothing(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isRegularFile(path: string, isFile: IsFile): boolean {
  try {
    return statSync(path).isFile() && isFile(readlinkSync(path));
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
