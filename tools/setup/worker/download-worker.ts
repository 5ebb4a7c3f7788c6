import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { tailOf, type Machine } from '../machine.ts';
import { checkWorker } from './check-worker.ts';
import type { MediasoupPackage } from './mediasoup-package.ts';
import { keepWorker } from './worker-cache.ts';

/** How long the host may take to answer at all; where it cannot be reached nobody should wait for it. */
const answerTimeoutMs = 8000;
const downloadTimeoutMs = 120_000;
const maxArchiveBytes = 100 * 1024 * 1024;

/** Name of the official archive, as mediasoup's own install script makes it. */
export function prebuiltName(
  version: string,
  { platform, arch }: Pick<Machine, 'platform' | 'arch'>,
  kernelRelease: string,
): string {
  const kernel = platform === 'linux' ? `-kernel${kernelRelease.split('.')[0] ?? ''}` : '';
  return `mediasoup-worker-${version}-${platform}-${arch}${kernel}.tgz`;
}

/**
 * Fetches the official prebuilt worker and puts it at `target`, if it runs here.
 * @returns why it could not, or null
 */
export async function downloadWorker(
  machine: Machine,
  { version, repositoryUrl }: MediasoupPackage,
  target: string,
): Promise<string | null> {
  if (machine.env['MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD']) {
    return 'MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD is set, so the official binary was not fetched';
  }
  const base =
    machine.env['MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL'] ??
    `${repositoryUrl}/releases/download`;
  const url = `${base}/${version}/${prebuiltName(version, machine, release())}`;
  machine.say(
    `Downloading the official mediasoup-worker ${version}: it carries the sessions' media.`,
  );
  const archive = await fetchArchive(url, machine.signal);
  if (typeof archive === 'string')
    return `the official binary could not be fetched from ${new URL(url).host}: ${archive}`;
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-worker-'));
  try {
    return await unpack(machine, archive, { folder, target });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fetchArchive(url: string, stop: AbortSignal): Promise<Buffer | string> {
  const timeout = new AbortController();
  const answerTimer = setTimeout(() => {
    timeout.abort(new Error('no answer in time'));
  }, answerTimeoutMs);
  try {
    const signal = AbortSignal.any([stop, timeout.signal, AbortSignal.timeout(downloadTimeoutMs)]);
    const response = await fetch(url, { signal });
    clearTimeout(answerTimer);
    if (response.status === 404) return 'there is none for this system';
    if (!response.ok) return `it answered ${String(response.status)}`;
    const bytes = Buffer.from(await response.arrayBuffer());
    return bytes.length > maxArchiveBytes ? 'it is far larger than a worker' : bytes;
  } catch (error) {
    return describe(error);
  } finally {
    clearTimeout(answerTimer);
  }
}

/** fetch() hides what happened in the cause of "fetch failed". */
function describe(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return inner instanceof Error ? inner.message : String(inner);
}

async function unpack(
  machine: Machine,
  archive: Buffer,
  { folder, target }: { folder: string; target: string },
): Promise<string | null> {
  const name = basename(target);
  writeFileSync(join(folder, 'worker.tgz'), archive);
  // Only the one file is taken out, so that no path in the archive leads elsewhere.
  const tar = await machine.run('tar', ['-xzf', 'worker.tgz', name], { cwd: folder });
  if (!tar.ok) return `the official archive could not be unpacked: ${tailOf(tar, 2)}`;
  const problem = await checkWorker(machine, join(folder, name));
  if (problem !== null) return `the official binary does not run on this system: ${problem}`;
  keepWorker(join(folder, name), target);
  return null;
}
