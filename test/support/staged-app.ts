import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../../tools/build/ensure-built.ts';
import type { AppFlavour, AppName } from '../../tools/dist/app-contents.ts';
import { layOutApp, partsOfApp } from '../../tools/dist/lay-out-app.ts';
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

/** Declares a newer Node-API than the runtime has: in a copy for tests the declaration is changed, and nowhere else. */
export function fitAddons(folder: string, electron: string): void {
  const nodeApi = nodeApiOf(electron);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && entry.name.endsWith('.node')) {
      lowerNodeApi(join(entry.parentPath, entry.name), nodeApi);
    }
  }
}
