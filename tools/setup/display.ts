import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installCommand } from './debian-packages.ts';
import { findOnPath, type Machine } from './machine.ts';
import type { ProvidePart } from './part.ts';
import { SetupError } from './setup-error.mjs';

/** The folder of an Electron that can run here: the one named by the environment, or what the npm package fetched. */
export function electronRuntime(env: NodeJS.ProcessEnv, root: string): string | null {
  const named = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const fetched = join(root, 'node_modules/electron/dist');
  return [named, fetched].find((path) => path !== undefined && existsSync(path)) ?? null;
}

/** A virtual screen for the Electron tests on Linux; nothing else needs one, so without Electron nothing is done. */
export const provideDisplay: ProvidePart = async ({ machine, packages, root }) => {
  if (machine.platform !== 'linux' || electronRuntime(machine.env, root) === null) return {};
  if (hasVirtualScreen(machine)) return {};
  const refusal = await packages.install(['xvfb'], 'Electron has no mode without a screen');
  if (refusal === null) return {};
  throw new SetupError('There is an Electron runtime, but no virtual screen to test it on.', {
    causes: ['Xvfb not found on the PATH', refusal],
    waysOut: [
      `on Debian: \`${installCommand(['xvfb'])}\``,
      'to do without the Electron tests, unset ELECTRON_OVERRIDE_DIST_PATH',
    ],
  });
};

function hasVirtualScreen(machine: Machine): boolean {
  return findOnPath(machine, 'Xvfb') !== null;
}
