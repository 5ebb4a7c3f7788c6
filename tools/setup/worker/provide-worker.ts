import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProvidePart, SetupTools } from '../part.ts';
import { SetupError } from '../setup-error.mjs';
import { buildWorker } from './build-worker.ts';
import { checkWorker } from './check-worker.ts';
import { downloadWorker } from './download-worker.ts';
import { readMediasoupPackage } from './mediasoup-package.ts';
import { hashRecipe, workerCache } from './worker-cache.ts';

/**
 * The mediasoup worker: the one that the environment names; else the cached one; else the official prebuilt; else one
 * built from mediasoup's own source.
 */
export const provideWorker: ProvidePart = async (tools) => {
  const named = await findNamed(tools);
  return { MEDIASOUP_WORKER_BIN: named ?? (await findCached(tools)) ?? (await fetchWorker(tools)) };
};

/** Fetches or builds the worker although one is cached, for when the system's OpenSSL was mended. */
export async function renewWorker(tools: SetupTools): Promise<string> {
  return fetchWorker(tools, { fresh: true });
}

async function findNamed({ machine }: SetupTools): Promise<string | null> {
  const path = machine.env['MEDIASOUP_WORKER_BIN'];
  if (path === undefined || path === '') return null;
  const problem = await checkWorker(machine, path);
  if (problem === null) return path;
  machine.say(`MEDIASOUP_WORKER_BIN is ignored: ${problem}.`);
  return null;
}

function placesFor({ machine, root }: SetupTools) {
  const mediasoup = readMediasoupPackage(root);
  const assets = join(root, 'assets/worker-build');
  return { mediasoup, assets, cache: workerCache(machine, mediasoup.version, hashRecipe(assets)) };
}

async function findCached(tools: SetupTools): Promise<string | null> {
  const { cache } = placesFor(tools);
  for (const path of [cache.prebuilt, cache.built]) {
    if (!existsSync(path)) continue;
    const problem = await checkWorker(tools.machine, path);
    if (problem === null) return path;
    tools.machine.say(`The cached mediasoup-worker is replaced: ${problem}.`);
  }
  return null;
}

async function fetchWorker(tools: SetupTools, { fresh = false } = {}): Promise<string> {
  const { mediasoup, assets, cache } = placesFor(tools);
  const notDownloaded = await downloadWorker(tools.machine, mediasoup, cache.prebuilt);
  if (notDownloaded === null) return cache.prebuilt;
  tools.machine.say(`No prebuilt mediasoup-worker: ${notDownloaded}.`);
  const plan = { mediasoup, assets, target: cache.built, fresh };
  const notBuilt = await buildWorker(tools, plan);
  if (notBuilt === null) return cache.built;
  throw new SetupError(
    `There is no mediasoup-worker ${mediasoup.version}, and none could be made.`,
    {
      causes: [notDownloaded, notBuilt],
      waysOut: [
        'let this machine reach the host of the official binary, or name a mirror of it in MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL',
        'on Debian 12 or newer: let this user install packages (root, or sudo without a password), or install those that are missing',
        'name a binary that you have: set MEDIASOUP_WORKER_BIN to its path',
      ],
    },
  );
}
