import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tailOf, type Machine } from '../machine.ts';
import type { DebianSources } from './debian-sources.ts';

/** The headers of libsrtp 2 that our libsrtp 3 header includes as `srtp2/…`. */
const srtpHeaders = [
  'include/srtp.h',
  'crypto/include/auth.h',
  'crypto/include/cipher.h',
  'crypto/include/crypto_types.h',
] as const;

/**
 * Puts together what gets compiled: a copy of the worker's source, our stand-ins for upstream's subprojects, our patches,
 * and Debian's libsrtp2.
 * @returns why it could not, or null
 */
export async function assembleSource(
  machine: Machine,
  sources: DebianSources,
  { workerSource, assets, folder }: { workerSource: string; assets: string; folder: string },
): Promise<string | null> {
  if (!isSupportedSource(workerSource)) {
    return 'the source in node_modules/mediasoup is not one that this build knows (mediasoup 3.26 or newer 3.x)';
  }
  const worker = join(folder, 'worker');
  cpSync(workerSource, worker, { recursive: true });
  const subprojects = join(worker, 'subprojects');
  rmSync(subprojects, { recursive: true });
  cpSync(join(assets, 'subprojects'), subprojects, { recursive: true });
  for (const name of globSync('patches/*.patch', { cwd: assets })) {
    const input = join(assets, name);
    const strict = ['--strip', '1', '--batch', '--no-backup-if-mismatch'];
    const patch = await machine.run('patch', ['--directory', worker, ...strict, '--input', input]);
    if (!patch.ok) return `${name} does not fit mediasoup's source: ${tailOf(patch)}`;
  }
  return addLibsrtp(machine, sources, { folder, subprojects });
}

/** Our stand-ins were made for the final interface of libsrtp 3 and for unordered_dense, both in mediasoup since 3.26. */
function isSupportedSource(workerSource: string): boolean {
  const session = join(workerSource, 'src/RTC/SrtpSession.cpp');
  return (
    existsSync(session) &&
    readFileSync(session, 'utf8').includes('srtp_policy_create') &&
    existsSync(join(workerSource, 'subprojects/unordered-dense.wrap'))
  );
}

async function addLibsrtp(
  machine: Machine,
  sources: DebianSources,
  { folder, subprojects }: { folder: string; subprojects: string },
): Promise<string | null> {
  const refusal = await sources.downloadSource('libsrtp2');
  if (refusal !== null) return `the source of libsrtp2 could not be fetched: ${refusal}`;
  const downloads = join(folder, 'downloads');
  const [description] = globSync('libsrtp2_*.dsc', { cwd: downloads });
  if (description === undefined) return 'apt said that it fetched libsrtp2, but there is none';
  const target = join(subprojects, 'libsrtp2');
  // apt has checked the files against Debian's signed index; the maintainer's own signature would need their key.
  const unpack = await machine.run(
    'dpkg-source',
    ['--no-check', '--extract', description, target],
    { cwd: downloads },
  );
  if (!unpack.ok) return `the source of libsrtp2 could not be unpacked: ${tailOf(unpack)}`;
  const headers = join(subprojects, 'libsrtp3/include/srtp2');
  mkdirSync(headers);
  for (const header of srtpHeaders) {
    cpSync(join(target, header), join(headers, header.replace(/^.*\//u, '')));
  }
  return null;
}
