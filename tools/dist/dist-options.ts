import { parseArgs } from 'node:util';
import { isAppName, type AppName } from './app-contents.ts';

export interface DistOptions {
  readonly app: AppName;
  /** Only the unpacked app, no installers. */
  readonly isUnpackedOnly: boolean;
  /** Folder of addons that are packed instead of those of the npm packages; null: those of the packages. */
  readonly addons: string | null;
  /** Where everything lands; null: below dist-packages. */
  readonly output: string | null;
}

export const distUsage = `usage: npm run dist -- therapist|guest [--dir] [--addons FOLDER] [--output FOLDER]
Makes this system's installers below dist-packages, or in the output folder; with --dir the unpacked app alone. An Electron
that lies on this machine is packed when ELECTRON_OVERRIDE_DIST_PATH names it. Where that is another one than package.json
names, the addons of the npm packages may not load in it: --addons names a folder with others, each at the path that it
has in the project (node_modules/…/NAME.node).`;

/** Reads what follows `npm run dist --`. @returns null when it is nothing of that kind */
export function readDistOptions(args: readonly string[]): DistOptions | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        dir: { type: 'boolean', default: false },
        addons: { type: 'string' },
        output: { type: 'string' },
      },
      allowPositionals: true,
    });
    const [app] = positionals;
    if (positionals.length !== 1 || !isAppName(app)) return null;
    const { dir, addons = null, output = null } = values;
    return { app, isUnpackedOnly: dir, addons, output };
  } catch {
    return null;
  }
}
