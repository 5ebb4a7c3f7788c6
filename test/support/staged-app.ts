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
import { dirname, join, relative } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { ensureBuilt, folderOfPart, projectRoot } from '../../tools/build/ensure-built.ts';
import type { PartName } from '../../tools/build/parts.ts';
import { nodeApiOf } from './node-api-of.ts';
import { lowerNodeApi } from './node-api-copy.ts';

/** What an app is made of. */
interface AppParts {
  readonly main: PartName;
  readonly mainDevelopment: PartName;
  /** Where its main bundle lies in a package, beside the other parts. */
  readonly mainFolder: string;
  readonly others: readonly PartName[];
  /** What the main bundle leaves outside, with what that needs in turn. */
  readonly addons: readonly string[];
}

const apps = {
  therapist: {
    main: 'main',
    mainDevelopment: 'main-development',
    mainFolder: 'dist/main',
    others: ['preload', 'therapist'],
    addons: ['better-sqlite3-multiple-ciphers', '@napi-rs'],
  },
  guest: {
    main: 'guest-main',
    mainDevelopment: 'guest-main-development',
    mainFolder: 'dist/guest-main',
    others: ['guest-preload', 'guest-app'],
    addons: ['@napi-rs'],
  },
} as const satisfies Record<string, AppParts>;

/** The therapist's app, or the one for clients. */
export type StagedAppName = keyof typeof apps;

export interface StagedApp {
  /** What Electron is started with. */
  readonly folder: string;
  remove(): void;
}

/**
 * Copies a built app and its addons to where an ordinary user can read them, as a package would hold them.
 * `flavour`: which main bundle; tests drive the `development` one and prove things about the `shipped` one.
 */
export async function stageApp(
  electron: string,
  flavour: 'shipped' | 'development',
  app: StagedAppName,
): Promise<StagedApp> {
  const { main, mainDevelopment, mainFolder, others, addons }: AppParts = apps[app];
  const mainPart = flavour === 'shipped' ? main : mainDevelopment;
  await ensureBuilt([mainPart, ...others]);
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-app-'));
  chmodSync(folder, 0o755);
  copy(folderOfPart(mainPart), join(folder, mainFolder));
  for (const part of others) {
    copy(folderOfPart(part), join(folder, relative(projectRoot, folderOfPart(part))));
  }
  for (const name of addons) {
    copy(join(projectRoot, 'node_modules', name), join(folder, 'node_modules', name));
  }
  const { name, productName, version, type } = packageJson;
  const manifest = { name, productName, version, type, main: `${mainFolder}/index.cjs` };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
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
