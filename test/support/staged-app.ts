import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureBuilt, projectRoot } from '../../tools/build/ensure-built.ts';
import { addonFiles } from '../../tools/dist/addon-files.ts';
import { appContents, type AppFlavour, type AppName } from '../../tools/dist/app-contents.ts';
import { layOutApp, partsOfApp } from '../../tools/dist/lay-out-app.ts';
import { addonsBelow } from '../../tools/dist/runtime-addons.ts';
import { nodeApiOf } from './node-api-of.ts';
import { lowerNodeApi } from './node-api-copy.ts';

/** An app that can be started. */
export interface StagedApp {
  /** Where its files lie. */
  readonly folder: string;
  readonly executable: string;
  /** What comes first on its command line. */
  readonly args: readonly string[];
  remove(): void;
}

/**
 * Lays a built app out where an ordinary user can read it, as a package would hold it.
 * `flavour`: which main bundle; tests drive the `development` one and prove things about the `shipped` one.
 */
export async function stageApp(
  electron: string,
  flavour: AppFlavour,
  app: AppName,
): Promise<StagedApp> {
  await ensureBuilt(partsOfApp(app, flavour));
  const parent = mkdtempSync(join(tmpdir(), 'quietroom-app-'));
  chmodSync(parent, 0o755);
  const folder = join(parent, 'app');
  const target = { platform: process.platform, arch: process.arch };
  layOutApp({ app, flavour, target, folder, entry: 'index.cjs' });
  fitAddons(folder, electron);
  return {
    folder,
    executable: electron,
    args: [folder],
    remove: () => {
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

/** Copies of an app's addons for the runtime, as `npm run dist -- APP --addons` takes them. */
export function copyFittedAddons(folder: string, electron: string, app: AppName): void {
  const target = { platform: process.platform, arch: process.arch };
  const files = appContents[app].addons.flatMap((name) => addonFiles(projectRoot, name, target));
  for (const file of files.filter((name) => name.endsWith('.node'))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(projectRoot, file), join(folder, file));
  }
  fitAddons(folder, electron);
}

/** Declares a newer Node-API than the runtime has: in a copy for tests the declaration is changed, and nowhere else. */
function fitAddons(folder: string, electron: string): void {
  const nodeApi = nodeApiOf(electron);
  for (const file of addonsBelow(folder)) lowerNodeApi(join(folder, file), nodeApi);
}
