import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SetupTools } from '../part.ts';
import { checkWorker } from './check-worker.ts';
import { compileWorker } from './compile-worker.ts';
import { openDebianSources, parseDebianRelease, type DebianRelease } from './debian-sources.ts';
import { withExclusiveLock } from './exclusive-lock.ts';
import type { MediasoupPackage } from './mediasoup-package.ts';
import { provideMeson } from './meson.ts';
import { keepWorker } from './worker-cache.ts';
import { assembleSource } from './worker-source.ts';

/** Debian's packages that compiling needs; they stay installed. */
const buildPackages = [
  'dpkg-dev',
  'flatbuffers-compiler',
  'g++',
  'libabsl-dev',
  'libflatbuffers-dev',
  'libssl-dev',
  'libuv1-dev',
  'ninja-build',
  'patch',
  'pkg-config',
  'python3',
  'util-linux',
] as const;

export interface BuildPlan {
  readonly mediasoup: MediasoupPackage;
  /** The project's stand-ins and patches. */
  readonly assets: string;
  /** Where the binary shall be. */
  readonly target: string;
  /** Builds although there is one. */
  readonly fresh: boolean;
}

/**
 * Builds the worker from the C++ source in node_modules against Debian's libraries, unless another process did meanwhile.
 * @returns why it could not, or null
 */
export async function buildWorker(tools: SetupTools, plan: BuildPlan): Promise<string | null> {
  const { machine, packages } = tools;
  const release = machine.platform === 'linux' ? readRelease() : null;
  if (!release || release.number < 12) {
    return 'building it from source is prepared for Debian 12 and newer only';
  }
  const refusal = await packages.install(buildPackages, 'mediasoup-worker has to be compiled');
  if (refusal !== null) return `it could not be built: ${refusal}`;
  return withExclusiveLock(join(dirname(dirname(plan.target)), 'build.lock'), {
    signal: machine.signal,
    onWait: () => {
      machine.say('Another process is building mediasoup-worker: waiting for it.');
    },
    task: async () => {
      if (!plan.fresh && existsSync(plan.target)) return null;
      const problem = await buildIn(tools, release, plan);
      return problem === null ? null : `it could not be built: ${problem}`;
    },
  });
}

async function buildIn(
  { machine }: SetupTools,
  release: DebianRelease,
  { mediasoup, assets, target }: BuildPlan,
): Promise<string | null> {
  const jobs = availableParallelism();
  machine.say(
    `Building mediasoup-worker ${mediasoup.version} from source, once (5 minutes on 2 cores; this machine: ${String(jobs)}).`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-worker-'));
  try {
    const sources = await openDebianSources(machine, release, folder);
    if (typeof sources === 'string') return sources;
    const meson = await provideMeson(machine, sources, folder);
    if (typeof meson === 'string') return meson;
    const { workerSource } = mediasoup;
    const refusal = await assembleSource(machine, sources, { workerSource, assets, folder });
    if (refusal !== null) return refusal;
    const problem =
      (await compileWorker(machine, meson, { folder, jobs })) ??
      (await checkWorker(machine, join(folder, 'mediasoup-worker')));
    if (problem !== null) return problem;
    keepWorker(join(folder, 'mediasoup-worker'), target);
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readRelease(): DebianRelease | null {
  const file = '/etc/os-release';
  return existsSync(file) ? parseDebianRelease(readFileSync(file, 'utf8')) : null;
}
