import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { hashInputs } from './input-hash.ts';
import { parts, type Part, type PartName } from './parts.ts';

/** The project's root folder. */
export const projectRoot = resolve(import.meta.dirname, '../..');

export interface BuildReport {
  readonly built: readonly PartName[];
  readonly upToDate: readonly PartName[];
}

/**
 * Builds what is missing or older than its sources, and nothing else; a run that finds everything in place takes some
 * tens of milliseconds. `names`: only these parts; all of them when left out.
 */
export async function ensureBuilt(names?: readonly PartName[]): Promise<BuildReport> {
  const built: PartName[] = [];
  const upToDate: PartName[] = [];
  for (const part of parts) {
    if (names && !names.includes(part.name)) continue;
    const hash = hashInputs(projectRoot, part.inputs);
    if (isUpToDate(part, hash)) {
      upToDate.push(part.name);
    } else {
      await buildPart(part, hash);
      built.push(part.name);
    }
  }
  return { built, upToDate };
}

/** Where a part lies once it is built. */
export function folderOfPart(name: PartName): string {
  const part = parts.find((one) => one.name === name);
  if (!part) throw new Error(`no part is called ${name}`);
  return join(projectRoot, part.folder);
}

function stampOf(part: Part): string {
  return join(projectRoot, `${part.folder}.stamp`);
}

function isUpToDate(part: Part, hash: string): boolean {
  if (!existsSync(join(projectRoot, part.folder)) || !existsSync(stampOf(part))) return false;
  return readFileSync(stampOf(part), 'utf8') === hash;
}

/** Builds beside the old output and swaps it in, so that whoever runs from it never sees half a build. */
async function buildPart(part: Part, hash: string): Promise<void> {
  const target = join(projectRoot, part.folder);
  const fresh = `${target}.new-${String(process.pid)}`;
  const old = `${target}.old-${String(process.pid)}`;
  mkdirSync(dirname(target), { recursive: true });
  rmSync(stampOf(part), { force: true });
  try {
    await buildInto(part, fresh);
    if (existsSync(target)) renameSync(target, old);
    renameSync(fresh, target);
    writeFileSync(stampOf(part), hash);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

/**
 * In a process of its own with a fixed mode: React and Vite build something else when whoever asks runs in another one,
 * as tests do.
 */
async function buildInto(part: Part, outDir: string): Promise<void> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'build-part.ts'), part.name, outDir],
    { env: { ...process.env, NODE_ENV: 'production' }, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`building ${part.name} failed`);
}
