import { mkdtempSync, rmSync } from 'node:fs';
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
import { makeFilledVault } from './filled-vault.ts';
import {
  ask,
  benchOrigin,
  measureDuringSearch,
  measureDuringVerification,
  measureIpcDelays,
  waitForIndex,
} from './ipc-delay.ts';
import { vaultReport } from './vault-report.ts';

/** How large the vault is, and how often is measured. */
interface VaultOptions {
  readonly clients: number;
  readonly notes: number;
  readonly runs: number;
}

const noteCharacters = 2048;
const callsPerRun = 200;

/**
 * `vault [--clients N] [--notes N] [--runs N]`. The product's main side in its thread, asked from this one as the shell
 * asks it. Needs no keychain, and some 430 MB on disk for 100,000 notes.
 */
export async function runVaultBenchmark(args: readonly string[]): Promise<BenchReport> {
  const { runs, ...size } = parseVaultOptions(args);
  const cleanUp = new CleanUp();
  try {
    const folder = mkdtempSync(join(tmpdir(), 'quietroom-bench-vault-'));
    cleanUp.add(() => {
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    });
    const recoveryKey = makeFilledVault(folder, { ...size, noteCharacters });
    const side = await openSide(folder, recoveryKey);
    cleanUp.add(() => side.close());
    await waitForIndex(side);
    const samples = await alternate(
      {
        idle: () => measureIpcDelays(side, callsPerRun),
        verification: () => measureDuringVerification(side, callsPerRun),
        search: () => measureDuringSearch(side, callsPerRun),
      },
      { runs, warmUps: 1 },
    );
    return vaultReport(samples, {
      node: process.version,
      ...packageVersions(['better-sqlite3-multiple-ciphers']),
    });
  } finally {
    await cleanUp.run();
  }
}

async function openSide(dataFolder: string, recoveryKey: string): Promise<MainSide> {
  const side = hostMainSide({
    host: {
      kind: 'preview',
      rendererOrigin: benchOrigin,
      versions: { app: '', node: process.versions.node, chromium: null, electron: null },
    },
    dataFolder,
    presetServer: null,
    askWhere: () => Promise.resolve(null),
    askFolder: () => Promise.resolve(null),
    clock: systemClock,
    log: createMainLog(troublesOnly),
  });
  const { state } = await ask(side, 'vault.unlock', { way: 'recovery', recoveryKey });
  if (state !== 'open') throw new Error(`the vault did not open: ${state}`);
  return side;
}

/** @throws Error for options that make no sense */
export function parseVaultOptions(args: readonly string[]): VaultOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      clients: { type: 'string', default: '5000' },
      notes: { type: 'string', default: '100000' },
      runs: { type: 'string', default: '5' },
    },
  });
  if (Object.values(values).some((text) => !/^[1-9]\d*$/u.test(text))) {
    throw new Error('--clients, --notes and --runs are counts');
  }
  return {
    clients: Number(values.clients),
    notes: Number(values.notes),
    runs: Number(values.runs),
  };
}
