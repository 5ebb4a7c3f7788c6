import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../build/ensure-built.ts';
import { electronRuntime } from '../setup/display.ts';
import type { ShellFacts } from './choose-shell.ts';
import type { NeededAddon } from './needed-addon.ts';

const executables: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** The executable of an Electron that is on this machine, or null. Nothing is downloaded. */
export function findElectron(env: NodeJS.ProcessEnv = process.env): string | null {
  const folder = electronRuntime(env, projectRoot);
  if (folder === null) return null;
  const file = join(folder, executables[process.platform] ?? 'electron');
  return existsSync(file) ? file : null;
}

/** `needed`: what Electron must be able to load. */
export function readShellFacts(
  needed: NeededAddon,
  env: NodeJS.ProcessEnv = process.env,
): ShellFacts {
  const electron = findElectron(env);
  return {
    electron,
    electronFits: electron !== null && loads(electron, needed, env),
    isRoot: process.getuid?.() === 0,
    hasDisplay:
      process.platform !== 'linux' ||
      [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== ''),
  };
}

/** Asks Electron's own Node; an addon that is too new ends the process. */
function loads(electron: string, { trial }: NeededAddon, env: NodeJS.ProcessEnv): boolean {
  try {
    execFileSync(electron, ['-e', trial], {
      cwd: projectRoot,
      env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
