import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { AppFlavour, AppName } from '../../tools/dist/app-contents.ts';
import { packApp } from '../../tools/dist/pack-app.ts';
import type { UnpackedApp } from '../../tools/dist/unpacked-app.ts';
import { copyFittedAddons, type StagedApp } from './staged-app.ts';

/** An app as it is installed, which starts by itself. */
export interface PackedApp extends UnpackedApp, StagedApp {
  /** The packed files. */
  readonly asar: string;
}

/** Packs an app as `npm run dist -- APP --dir` does, where an ordinary user can read it. */
export async function packForTest(
  electron: string,
  flavour: AppFlavour,
  app: AppName,
): Promise<PackedApp> {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-package-'));
  chmodSync(folder, 0o755);
  const addons = join(folder, 'addons');
  copyFittedAddons(addons, electron, app);
  const unpacked = await packApp({
    app,
    flavour,
    folder,
    electronDist: dirname(electron),
    isUnpackedOnly: true,
    addons,
  });
  return {
    ...unpacked,
    args: [],
    asar: join(unpacked.resources, 'app.asar'),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every file below a folder, by its path from there. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted();
}
