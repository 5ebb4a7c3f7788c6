// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {{ packages: Readonly<Record<string, LockedPackage>> }} Lock
 */

/**
 * The packages of the lock file that are not installed, or in another version. Optional ones, which are for some
 * platforms only, may be missing.
 * @param {Lock} lock
 * @param {Lock} installed npm's own note of what it put into node_modules
 * @returns {readonly string[]}
 */
export function findOutdated(lock, installed) {
  return Object.entries(lock.packages).flatMap(([path, { version, optional, devOptional }]) => {
    if (path === '' || optional || devOptional) return [];
    if (installed.packages[path]?.version === version) return [];
    return [path.replace(/^.*node_modules\//u, '')];
  });
}

/**
 * What is wrong with the installed dependencies, in a sentence that names the way out; null when nothing is.
 * @param {string} root the project's folder
 */
export function installProblem(root) {
  if (!existsSync(join(root, 'node_modules'))) {
    return 'The dependencies are not installed: run `npm ci` first.';
  }
  const note = join(root, 'node_modules/.package-lock.json');
  // Whoever installs by other means than npm is on their own.
  if (!existsSync(note)) return null;
  const outdated = findOutdated(readLock(join(root, 'package-lock.json')), readLock(note));
  if (outdated.length === 0) return null;
  const names = outdated.slice(0, 5).join(', ') + (outdated.length > 5 ? ', …' : '');
  return `The installed dependencies are not those of package-lock.json (${names}): run \`npm ci\`.`;
}

/** @param {string} file */
function readLock(file) {
  return /** @type {Lock} */ (JSON.parse(readFileSync(file, 'utf8')));
}
