import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../tools/build/ensure-built.ts';

/** The executable of an Electron that can run here, or null: the one named by the environment, or what the npm package fetched. */
export function findElectron(): string | null {
  const folders = [
    process.env['ELECTRON_OVERRIDE_DIST_PATH'],
    join(projectRoot, 'node_modules/electron/dist'),
  ];
  const name = executables[process.platform] ?? 'electron';
  const found = folders.flatMap((folder) => (folder === undefined ? [] : [join(folder, name)]));
  return found.find((file) => existsSync(file)) ?? null;
}

const executables: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** The newest Node-API that the runtime's own Node knows. */
export function nodeApiOf(electron: string): number {
  const version = execFileSync(electron, ['-p', 'process.versions.napi'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
  });
  return Number(version.trim());
}
