import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { MainSide } from '../../../main/main-side.ts';
import { createMainLog } from '../../../main/platform/main-log.ts';
import { systemClock } from '../../../main/platform/system-clock.ts';
import { hostMainSide } from '../../../main/worker/hosted-main-side.ts';
import { troublesOnly } from '../../start/app-window.ts';
import { alternate } from '../alternate.ts';
import { CleanUp } from '../clean-up.ts';
import { packageVersions } from '../package-versions.ts';
import type { BenchReport } from '../report.ts';
import { copyUnder } from './ciphers/copy-under.ts';
import { makeFilledVault } from './filled-vault.ts';
import {
  ask,
  benchOrigin,
  measureDuringBackup,
  measureDuringDestruction,
  measureDuringRenewal,
  measureDuringSearch,
  measureDuringVerification,
  measureIpcDelays,
  waitForIndex,
} from './ipc-delay.ts';
import { measureOpenings } from './measure-opening.ts';
import { measureWorkload, type MeasuredVaults } from './measure-workload.ts';
import { vaultReport, type DelaySamples } from './vault-report.ts';
import { backupFolderOf, type VaultSize, type WorkloadSize } from './vault-size.ts';

/** How large the vault is, what is done with it, and how often is measured. */
interface VaultOptions extends VaultSize, WorkloadSize {
  /** Times through the workload. */
  readonly runs: number;
  readonly openings: number;
  /** Calls in each measurement of delays. */
  readonly calls: number;
}

const delayRuns = 2;

/**
 * `vault [--clients N] [--notes N] [--commits N] [--bulk N] [--searches N] [--runs N] [--openings N] [--calls N]`. One vault
 * is filled, and copied for each cipher. The workload is the product's vault in processes of their own; openings and delays
 * are the product's main side in its thread, asked from this one as the shell asks it. Needs no keychain, and some 4 GB on
 * disk for 100,000 notes.
 */
export async function runVaultBenchmark(args: readonly string[]): Promise<BenchReport> {
  const options = parseVaultOptions(args);
  const cleanUp = new CleanUp();
  try {
    const folder = mkdtempSync(join(tmpdir(), 'quietroom-bench-vault-'));
    cleanUp.add(() => {
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    });
    const vaults = makeVaults(folder, options);
    const { recoveryKey, dataFolders } = vaults;
    const startSide = (): MainSide => startMainSide(dataFolders.ours);
    const workload = await measureWorkload(vaults, options, options.runs);
    // After that: it makes the system forget this vault's files, and the others are not read from the disk either.
    const { openings } = options;
    const opening = await measureOpenings(dataFolders.ours, recoveryKey, openings, startSide);
    const side = startSide();
    cleanUp.add(() => side.close());
    await ask(side, 'vault.unlock', { way: 'recovery', recoveryKey });
    const delays = await measureDelays(side, options.calls);
    return vaultReport(
      { size: options, opening, workload, delays },
      { node: process.version, ...packageVersions(['better-sqlite3-multiple-ciphers']) },
    );
  } finally {
    await cleanUp.run();
  }
}

/** One vault, three times. */
function makeVaults(folder: string, size: VaultSize): MeasuredVaults {
  const [seed, workFolder] = [join(folder, 'seed'), join(folder, 'work')];
  mkdirSync(workFolder);
  const recoveryKey = makeFilledVault(seed, size);
  const from = { dataFolder: seed, recoveryKey };
  const dataFolders = {
    ours: join(folder, 'ours'),
    unencrypted: join(folder, 'unencrypted'),
    sqlcipher: join(folder, 'sqlcipher'),
  };
  copyUnder('ours', from, dataFolders.ours);
  copyUnder('unencrypted', from, dataFolders.unencrypted);
  copyUnder('sqlcipher', from, dataFolders.sqlcipher);
  rmSync(seed, { recursive: true });
  return { recoveryKey, dataFolders, workFolder };
}

async function measureDelays(side: MainSide, calls: number): Promise<DelaySamples> {
  await waitForIndex(side);
  await ask(side, 'backup.choose-folder', {});
  const samples = await alternate(
    {
      idle: () => measureIpcDelays(side, calls),
      verification: () => measureDuringVerification(side, calls),
      search: () => measureDuringSearch(side, calls),
    },
    { runs: delayRuns, warmUps: 1 },
  );
  // Once each: they take as long as they take, and calls are made all the while. The renewal last: what opens the vault is
  // another paper after it.
  const backup = [await measureDuringBackup(side, calls)];
  const destruction = [await measureDuringDestruction(side, calls)];
  // Its index is built anew.
  await waitForIndex(side);
  return { ...samples, backup, destruction, renewal: [await measureDuringRenewal(side, calls)] };
}

function startMainSide(dataFolder: string): MainSide {
  return hostMainSide({
    host: {
      kind: 'preview',
      rendererOrigin: benchOrigin,
      versions: { app: '', node: process.versions.node, chromium: null, electron: null },
    },
    dataFolder,
    presetServer: null,
    askWhere: () => Promise.resolve(null),
    askFolder: () => Promise.resolve(backupFolderOf(dataFolder)),
    clock: systemClock,
    log: createMainLog(troublesOnly),
  });
}

/** @throws Error for options that make no sense */
export function parseVaultOptions(args: readonly string[]): VaultOptions {
  const option = (value: number) => ({ type: 'string', default: String(value) }) as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      clients: option(5000),
      notes: option(100_000),
      commits: option(1000),
      bulk: option(10_000),
      searches: option(200),
      runs: option(2),
      openings: option(7),
      calls: option(200),
    },
  });
  if (Object.values(values).some((text) => !/^[1-9]\d*$/u.test(text))) {
    throw new Error('all options are counts');
  }
  const { clients, notes, commits, bulk, searches, runs, openings, calls } = values;
  return {
    clients: Number(clients),
    notes: Number(notes),
    commits: Number(commits),
    bulk: Number(bulk),
    searches: Number(searches),
    runs: Number(runs),
    openings: Number(openings),
    calls: Number(calls),
  };
}
