import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../cache-folder.ts';
import type { Machine } from '../machine.ts';

/** Where the two kinds of worker binary lie. A file that is there is complete: it came by renaming. */
export interface WorkerCache {
  readonly folder: string;
  readonly prebuilt: string;
  readonly built: string;
}

/** `recipe` tells builds with different stand-ins or patches apart. */
export function workerCache(
  machine: Pick<Machine, 'platform' | 'arch' | 'env' | 'home'>,
  version: string,
  recipe: string,
): WorkerCache {
  const folder = join(cacheFolder(machine), 'mediasoup-worker');
  const name = machine.platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker';
  const kind = `${version}-${machine.platform}-${machine.arch}`;
  return {
    folder,
    prebuilt: join(folder, `${kind}-prebuilt`, name),
    built: join(folder, `${kind}-built-${recipe}`, name),
  };
}

/** A short hash over what goes into a build: the names and contents of all stand-ins and patches. */
export function hashRecipe(assets: string): string {
  const hash = createHash('sha256');
  for (const name of globSync('{patches,subprojects}/**/*', { cwd: assets }).toSorted()) {
    const path = join(assets, name);
    if (!statSync(path).isFile()) continue;
    hash
      .update(`${name.replaceAll('\\', '/')}\0`)
      .update(readFileSync(path))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 12);
}

/** Puts a finished binary into the cache in one step, so that nobody ever runs half a file. */
export function keepWorker(binary: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  const arriving = `${target}.${String(process.pid)}`;
  copyFileSync(binary, arriving);
  chmodSync(arriving, 0o755);
  renameSync(arriving, target);
}
