import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startDesktopSession } from '../../desktop/desktop-session.ts';
import { ordinaryUser } from '../../desktop/ordinary-user.ts';
import type { AppName } from '../../dist/app-contents.ts';
import { packApp } from '../../dist/pack-app.ts';
import { findElectron } from '../../start/machine-facts.ts';
import { alternate } from '../alternate.ts';
import { CleanUp } from '../clean-up.ts';
import type { BenchReport } from '../report.ts';
import { measureStarts } from './measure-start.ts';
import { startReport } from './start-report.ts';
import { copyAsBareWindow, watchPackage } from './watched-package.ts';

interface StartOptions {
  readonly runs: number;
  /** As `npm run dist -- APP --addons` takes it. */
  readonly addons: string | null;
}

/**
 * `start [--runs N] [--addons FOLDER]`: both packages, in the Electron of this machine, beside a bare window in the same.
 * What the system has read before is in its cache; no page, and nothing that Electron makes for a user, is.
 */
export async function runStartBenchmark(args: readonly string[]): Promise<BenchReport> {
  const { runs, addons } = parseStartOptions(args);
  const electron = findElectron();
  if (electron === null) {
    throw new Error('there is no Electron on this machine; ELECTRON_OVERRIDE_DIST_PATH names one');
  }
  const cleanUp = new CleanUp();
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-start-'));
  chmodSync(folder, 0o755);
  cleanUp.add(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  try {
    const pack = (app: AppName) =>
      packApp({
        app,
        flavour: 'shipped',
        folder: join(folder, app),
        electronDist: dirname(electron),
        isUnpackedOnly: true,
        addons,
      });
    const [therapist, guest] = [await pack('therapist'), await pack('guest')];
    const bare = await copyAsBareWindow(therapist, join(folder, 'bare'));
    const user = ordinaryUser();
    const desktop = await startDesktopSession(user);
    cleanUp.add(() => desktop.close());
    for (const one of [therapist, guest, bare]) await watchPackage(one);
    const samples = await alternate(
      {
        therapist: () => measureStarts(therapist, { desktop, user }),
        guest: () => measureStarts(guest, { desktop, user }),
        bare: () => measureStarts(bare, { desktop, user }),
      },
      { runs, warmUps: 1, onProgress: announce },
    );
    return startReport(samples, { node: process.version, electron: versionOf(electron) });
  } finally {
    await cleanUp.run();
  }
}

/** @throws Error for a number of runs that makes no sense */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { runs: { type: 'string', default: '10' }, addons: { type: 'string' } },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs is a count');
  return { runs, addons: values.addons === undefined ? null : resolve(values.addons) };
}

function versionOf(electron: string): string {
  return execFileSync(electron, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
  }).trim();
}

function announce(name: string, run: number, runs: number): void {
  console.error(`${name}: start ${run + 1} of ${runs}, twice`);
}
