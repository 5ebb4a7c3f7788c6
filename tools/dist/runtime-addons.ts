import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { UnpackedApp } from './unpacked-app.ts';

// The addons of the npm packages are made for the Electron that package.json names. Another one may not know their
// Node-API, or have been built with another C library; then it needs addons of its own.

/** The addons below a folder, by their paths from there. */
export function addonsBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map((file) => String(file).replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.node'))
    .toSorted();
}

/**
 * Puts those of another folder in the place of a laid out app's addons, by their paths. What the app does not have is
 * left where it is: one folder can serve both apps.
 * @throws Error when there is nothing of the app's in that folder, which is a mistyped folder
 */
export function replaceAddons(appFolder: string, others: string): void {
  const own = addonsBelow(appFolder);
  const replaced = own.filter((file) => existsSync(join(others, file)));
  if (replaced.length === 0) throw new Error(`${others} holds none of ${own.join(', ')}`);
  for (const file of replaced) copyFileSync(join(others, file), join(appFolder, file));
}

/** Runs in the packed Electron. One that does not know an addon's Node-API ends there and then. */
const trial = 'process.dlopen({ exports: {} }, process.argv[1])';

/**
 * Loads every addon of a package in the package's own Electron. Only before its fuses are set.
 * @throws Error naming the addon that does not load, and the way out
 */
export function proveAddons({ executable, resources }: UnpackedApp): void {
  const folder = join(resources, 'app.asar.unpacked');
  for (const file of addonsBelow(folder)) {
    try {
      execFileSync(executable, ['-e', trial, join(folder, file)], {
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
        stdio: 'ignore',
      });
    } catch {
      throw new Error(
        `${file} does not load in the Electron that is packed: pack the one that package.json names, or addons that are made for this one (--addons FOLDER)`,
      );
    }
  }
}
