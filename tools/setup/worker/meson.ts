import { globSync } from 'node:fs';
import { join } from 'node:path';
import { tailOf, type Machine, type RunOptions, type RunResult } from '../machine.ts';
import type { DebianSources } from './debian-sources.ts';

/** A meson that is new enough for mediasoup (1.1). */
export type Meson = (args: readonly string[], options?: RunOptions) => Promise<RunResult>;

/** True for a version text of 1.1 or newer. */
export function isNewEnough(version: string): boolean {
  const [major, minor] = version.trim().split('.').map(Number);
  if (major === undefined || minor === undefined) return false;
  return major > 1 || (major === 1 && minor >= 1);
}

/**
 * The system's meson, or Debian's newest for this release, unpacked below `folder` and not installed: it is pure Python.
 * @returns the reason, as a string, when there is none
 */
export async function provideMeson(
  machine: Machine,
  sources: DebianSources,
  folder: string,
): Promise<Meson | string> {
  const installed: Meson = (args, options) => machine.run('meson', args, options);
  if (isNewEnough((await installed(['--version'])).stdout)) return installed;
  const downloads = join(folder, 'downloads');
  const refusal = await sources.download('meson');
  if (refusal !== null) return `meson could not be fetched: ${refusal}`;
  const [archive] = globSync('meson_*.deb', { cwd: downloads });
  if (archive === undefined) return 'apt said that it fetched meson, but there is none';
  const unpacked = join(folder, 'meson');
  const unpack = await machine.run('dpkg-deb', ['--extract', archive, unpacked], {
    cwd: downloads,
  });
  if (!unpack.ok) return `meson could not be unpacked: ${tailOf(unpack)}`;
  const env = { ...machine.env, PYTHONPATH: join(unpacked, 'usr/lib/python3/dist-packages') };
  const fetched: Meson = (args, options) =>
    machine.run('/usr/bin/python3', [join(unpacked, 'usr/bin/meson'), ...args], {
      env,
      ...options,
    });
  const version = await fetched(['--version']);
  return isNewEnough(version.stdout) ? fetched : `Debian's meson is too old: ${tailOf(version)}`;
}
