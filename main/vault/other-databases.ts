import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from './header/durable-file.ts';
import { eraseFile } from './header/erased-file.ts';
import { databaseOf, headOf, isThere, keyringOf, type VaultFiles } from './vault-files.ts';

// The database files of a vault that its header does not name, each with its journal, its head and its keyring. A lower
// number is a key's that was renewed since. A higher one may hold what was written last, with only the header brought back
// from before (a folder that is synchronised does that), so it is never deleted: it lies where it is, until a renewal puts it
// aside under a name that nothing touches. What a renewal has not finished has other names: renewal/next-files.ts.

const asideEnding = '.set-aside';
const condemnedEnding = '.condemned';
const databaseName = /^vault(?:-(\d{1,9}))?\.db(?:\.set-aside(?:-\d+)?)?$/u;

interface OtherDatabase {
  readonly path: string;
  readonly generation: number;
  readonly isAside: boolean;
}

/** Deletes the databases of earlier keys. `erases`: overwritten before, because an earlier one may have the key of now. */
export function removeEarlierDatabases(
  files: VaultFiles,
  generation: number,
  erases = false,
): void {
  for (const other of inUse(files).filter(({ generation: key }) => key < generation)) {
    removeDatabase(files, other.generation, erases ? eraseFile : forget);
  }
  // Left by a crash.
  for (const path of condemnedIn(files)) eraseFile(path);
}

/** Lets the databases of before lie under names by which they are overwritten, now or at the next opening. */
export function condemnEarlierDatabases(files: VaultFiles, generation: number): void {
  for (const other of inUse(files).filter(({ generation: key }) => key < generation)) {
    removeDatabase(files, other.generation, (path) => {
      condemn(path, path);
    });
  }
  syncFolder(files.folder);
}

/** Gives a database the name by which it is overwritten; `as`: of the file that it was, or was to be. What has that name is overwritten now. */
export function condemn(path: string, as: string): void {
  const condemned = `${as}${condemnedEnding}`;
  eraseFile(condemned);
  if (isThere(path)) renameSync(path, condemned);
}

/** Whether something of a file is left that the present one took the place of. */
export function hasEarlierDatabases(files: VaultFiles, generation: number): boolean {
  return (
    condemnedIn(files).length > 0 || inUse(files).some((other) => other.generation < generation)
  );
}

/** What is to be overwritten, and then deleted. Nothing else has these names. */
export function condemnedIn({ folder }: VaultFiles): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /^vault(?:-\d{1,9})?\.db\.condemned$/u.test(name))
    .map((name) => join(folder, name));
}

function forget(path: string): void {
  rmSync(path, { force: true });
}

/**
 * Deletes a database of no key in force. The others go first, because they are found by it; the keyring, and what an
 * interrupted change left of it, is overwritten, as the header was that had the database's own key.
 */
function removeDatabase(
  files: VaultFiles,
  generation: number,
  remove: (database: string) => void,
): void {
  for (const path of keyringOf(files, generation)) {
    eraseFile(path);
    eraseFile(`${path}.new`);
  }
  rmSync(headOf(files, generation), { force: true });
  const path = databaseOf(files, generation);
  eraseFile(`${path}-journal`);
  remove(path);
}

/** Puts the databases of earlier keys where nothing deletes them. */
export function setEarlierAside(files: VaultFiles, generation: number): void {
  for (const other of inUse(files)) if (other.generation < generation) setAside(files, other);
}

/** Puts the databases of later keys where nothing deletes them. */
export function setLaterAside(files: VaultFiles, generation: number): void {
  for (const other of inUse(files)) if (other.generation > generation) setAside(files, other);
}

/** The number of the next key: above that of every database that lies there, put aside or not. */
export function nextGeneration(files: VaultFiles, generation: number): number {
  return Math.max(generation, ...databasesIn(files).map((other) => other.generation)) + 1;
}

function inUse(files: VaultFiles): readonly OtherDatabase[] {
  return databasesIn(files).filter(({ isAside }) => !isAside);
}

function databasesIn(files: VaultFiles): readonly OtherDatabase[] {
  return readdirSync(files.folder).flatMap((name) => {
    const found = databaseName.exec(name);
    if (!found) return [];
    const generation = Number(found[1] ?? 0);
    const path = join(files.folder, name);
    return [{ path, generation, isAside: path !== databaseOf(files, generation) }];
  });
}

/** With its journal, its head and its keyring, and those first: without them a database could never be made whole again, or read. */
function setAside(files: VaultFiles, { path, generation }: OtherDatabase): void {
  const first = `${path}${asideEnding}`;
  let to = first;
  for (let number = 2; isThere(to); number += 1) to = `${first}-${String(number)}`;
  if (isThere(`${path}-journal`)) renameSync(`${path}-journal`, `${to}-journal`);
  for (const beside of [headOf(files, generation), ...keyringOf(files, generation)]) {
    if (isThere(beside)) renameSync(beside, `${beside}${to.slice(path.length)}`);
  }
  renameSync(path, to);
}
