import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { ensureBuilt, projectRoot } from '../../tools/build/ensure-built.ts';
import { nodeApiOf } from './node-api-of.ts';
import { lowerNodeApi } from './node-api-copy.ts';

/** What the main bundle leaves outside, with what that needs in turn. */
const addons = ['better-sqlite3-multiple-ciphers', '@napi-rs'];

export interface StagedApp {
  /** What Electron is started with. */
  readonly folder: string;
  remove(): void;
}

/**
 * Copies the built app and its addons to where an ordinary user can read them, as a package would hold them.
 * `flavour`: which main bundle; tests drive the `development` one and prove things about the `shipped` one.
 */
export async function stageApp(
  electron: string,
  flavour: 'shipped' | 'development',
): Promise<StagedApp> {
  const mainPart = flavour === 'shipped' ? 'main' : 'main-development';
  await ensureBuilt([mainPart, 'preload', 'therapist']);
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-app-'));
  chmodSync(folder, 0o755);
  const main = flavour === 'shipped' ? 'dist/main' : 'dist-development/main';
  copy(join(projectRoot, main), join(folder, 'dist/main'));
  for (const part of ['preload', 'therapist']) {
    copy(join(projectRoot, 'dist', part), join(folder, 'dist', part));
  }
  for (const name of addons) {
    copy(join(projectRoot, 'node_modules', name), join(folder, 'node_modules', name));
  }
  const { name, productName, version, type, main: entry } = packageJson;
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name, productName, version, type, main: entry }),
  );
  fitAddons(folder, nodeApiOf(electron));
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  // The sources of SQLite and the addons of other platforms are no part of an app.
  const isNeeded = (path: string): boolean =>
    !/[\\/](?:deps|src)$/u.test(path) &&
    !(path.endsWith('.node') && !path.includes(`${process.platform}-${process.arch}`));
  cpSync(from, to, { recursive: true, dereference: true, filter: isNeeded });
}

/** Declares a newer Node-API than the runtime has: in the staged copy the declaration is changed, and nowhere else. */
function fitAddons(folder: string, nodeApi: number): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && entry.name.endsWith('.node')) {
      lowerNodeApi(join(entry.parentPath, entry.name), nodeApi);
    }
  }
}
